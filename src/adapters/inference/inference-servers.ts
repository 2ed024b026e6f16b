import { ConfigurationError } from '../../domain/errors.ts';
import type { DeploymentSpec } from '../../domain/suite/config-run.ts';
import { createAnthropicServer } from './anthropic.ts';
import { createExternalServer } from './external.ts';
import type { InferenceServer } from './inference-server.ts';
import { createNodeLlamaCppServer, type NodeLlamaCppOptions } from './node-llama-cpp.ts';
import type { RemoteOptions } from './remote-server.ts';

/** The engines of this host; the returned function gives the one that serves a spec. */
export function createInferenceServers(
  options: NodeLlamaCppOptions & RemoteOptions,
): (spec: DeploymentSpec) => InferenceServer {
  const engines = {
    'node-llama-cpp': createNodeLlamaCppServer(options),
    external: createExternalServer(options),
    anthropic: createAnthropicServer(options),
  };
  return ({ engine }) => {
    if (engine === 'vllm' || engine === 'tensorrt-llm') {
      throw new ConfigurationError(`this host cannot start engine "${engine}"`);
    }
    return engines[engine];
  };
}
