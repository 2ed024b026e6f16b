import type { AnthropicEndpoint } from './anthropic-endpoint.ts';
import type { InferenceServer } from './inference-server.ts';
import { createRemoteServer, type RemoteOptions, type RemoteSpec } from './remote-server.ts';
import { readSecret } from './secret-reference.ts';
import { isSameModel, verifyEndpoint } from './verify-endpoint.ts';

type AnthropicSpec = Extract<RemoteSpec, { engine: 'anthropic' }>;

/** Endpoints of the Anthropic messages API. */
export function createAnthropicServer({
  env,
  lookIntervalMs,
}: RemoteOptions): InferenceServer<AnthropicSpec> {
  // Loaded when first needed: most workers never ask for this client library.
  const endpointOf = async ({ baseUrl, apiKey }: AnthropicSpec): Promise<AnthropicEndpoint> => {
    const { AnthropicEndpoint } = await import('./anthropic-endpoint.ts');
    return new AnthropicEndpoint({ baseUrl, apiKey: readSecret(apiKey, env) });
  };
  return createRemoteServer(
    {
      reach: async (spec, signal) => (await endpointOf(spec)).reach(signal),
      verify: async (spec, signal) =>
        verifyEndpoint(await endpointOf(spec), spec.model, signal, offersModel),
    },
    lookIntervalMs,
  );
}

/** Aliases are answered without being listed, and gateways may list nothing: the request decides. */
const offersModel = (model: string, listed: readonly string[]): boolean =>
  listed.length === 0 || listed.some((id) => isSameModel(model, id));
