import type { DeploymentSpec } from '../../domain/suite/config-run.ts';
import { createAnthropicServer } from './anthropic.ts';
import { createExternalServer } from './external.ts';
import type { InferenceServer } from './inference-server.ts';
import { createNodeLlamaCppServer, type NodeLlamaCppOptions } from './node-llama-cpp.ts';
import type { RemoteOptions } from './remote-server.ts';
import { createServedEngine, type ServedEngineOptions } from './served-engine.ts';

/** The engines of this host; the returned function gives the one that serves a spec. */
export function createInferenceServers(
  options: NodeLlamaCppOptions & RemoteOptions & ServedEngineOptions,
): (spec: DeploymentSpec) => InferenceServer {
  const served = createServedEngine(options);
  const engines = {
    'node-llama-cpp': createNodeLlamaCppServer(options),
    external: createExternalServer(options),
    anthropic: createAnthropicServer(options),
    vllm: served,
    'tensorrt-llm': served,
  };
  return ({ engine }) => engines[engine];
}
