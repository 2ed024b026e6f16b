import type { InferenceServer } from './inference-server.ts';
import { OpenAiEndpoint } from './openai-endpoint.ts';
import { createRemoteServer, type RemoteOptions, type RemoteSpec } from './remote-server.ts';
import { readSecret } from './secret-reference.ts';
import { verifyEndpoint } from './verify-endpoint.ts';

type ExternalSpec = Extract<RemoteSpec, { engine: 'external' }>;

/** OpenAI-compatible endpoints that someone else runs. */
export function createExternalServer({
  env,
  lookIntervalMs,
}: RemoteOptions): InferenceServer<ExternalSpec> {
  const endpointOf = ({ baseUrl, apiKey }: ExternalSpec): OpenAiEndpoint =>
    new OpenAiEndpoint({
      baseUrl,
      ...(apiKey !== undefined && { apiKey: readSecret(apiKey, env) }),
    });
  return createRemoteServer(
    {
      reach: (spec, signal) => endpointOf(spec).reach(signal),
      verify: (spec, signal) => verifyEndpoint(endpointOf(spec), spec.model, signal),
    },
    lookIntervalMs,
  );
}
