import type { DeploymentSpec } from '../../domain/suite/config-run.ts';
import { createAnthropicServer } from './anthropic.ts';
import { createExternalServer } from './external.ts';
import { type GrantedPower, refuseUngranted } from './granted-power.ts';
import type { InferenceServer } from './inference-server.ts';
import { createNodeLlamaCppServer, type NodeLlamaCppOptions } from './node-llama-cpp.ts';
import type { RemoteOptions } from './remote-server.ts';
import { createServedEngine, type ServedEngineOptions } from './served-engine.ts';

export interface InferenceServersOptions
  extends NodeLlamaCppOptions,
    RemoteOptions,
    ServedEngineOptions {
  readonly granted: GrantedPower;
}

/** The engines of this host; the returned function gives the one that serves a spec. */
export function createInferenceServers(
  options: InferenceServersOptions,
): (spec: DeploymentSpec) => InferenceServer {
  const engine = createServedEngine(options);
  const served: typeof engine = {
    ...engine,
    async ensure(request, signal) {
      refuseUngranted(request.spec, options.granted);
      return engine.ensure(request, signal);
    },
  };
  const engines = {
    'node-llama-cpp': createNodeLlamaCppServer(options),
    external: createExternalServer(options),
    anthropic: createAnthropicServer(options),
    vllm: served,
    'tensorrt-llm': served,
  };
  return ({ engine }) => engines[engine];
}
