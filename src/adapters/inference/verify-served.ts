import { DeploymentError } from '../../domain/errors.ts';
import type { ServedDeployment } from '../../domain/suite/config-run.ts';
import type { ServerHealth } from './inference-server.ts';
import { probeAnswer } from './probe-answer.ts';
import { probeSpeed } from './probe-speed.ts';
import { probeTools } from './probe-tools.ts';
import type { ListedModel, ServedEndpoint } from './served-endpoint.ts';
import { verifyEndpoint } from './verify-endpoint.ts';

/**
 * Proof that an engine serves what was asked for: the right model with the context, answers with
 * words in them and, with a tool parser, tool calls. Measures its speed on the way.
 * @throws DeploymentError saying what is wrong and what to change
 */
export async function verifyServed(
  endpoint: ServedEndpoint,
  spec: ServedDeployment,
  signal: AbortSignal,
): Promise<ServerHealth> {
  const listed = await endpoint.listModels(signal);
  const probed = {
    listModels: async () => listed.map(({ id }) => id),
    complete: (model: string) => probeAnswer(endpoint, model, signal),
  };
  const health = await verifyEndpoint(probed, spec.model, signal);
  const context = requireContext(listed, spec);
  const speed = await probeSpeed(endpoint, spec.model, signal);
  const tools = spec.toolParser === undefined ? {} : await probeTools(endpoint, spec, signal);
  return { ...health, ...context, ...speed, ...tools };
}

function requireContext(
  listed: readonly ListedModel[],
  { model, context }: ServedDeployment,
): Pick<ServerHealth, 'contextTokens'> {
  const contextTokens = listed.find(({ id }) => id === model)?.contextTokens;
  if (contextTokens === undefined) return {};
  if (contextTokens >= context) return { contextTokens };
  throw new DeploymentError(
    `"${model}" is served with a context of ${contextTokens} tokens, ${context} were asked for: ` +
      'look for --max-model-len among its flags, and in its log for what the engine made of it',
    false,
    { model, contextTokens, context },
  );
}
