import { type ServingOptions, servingFlags } from '../serving-flags.ts';
import type { DeploymentPlan } from './plan-deployment.ts';

/** More requests at once than this gain nothing on one server. */
const SEQUENCES_MAX = 256;
const ADDRESS = ['--host', '127.0.0.1', '--port', '8000'] as const;

/** How an engine serves the plan: as many sequences at once as fit, with the model's own parsers. */
export function planOptions({ request, memory }: DeploymentPlan): ServingOptions {
  const { tool, reasoning } = request.model.parsers[request.engine];
  return {
    tensorParallel: request.tensorParallel,
    pipelineParallel: request.pipelineParallel,
    expertParallel: request.expertParallel,
    maxLen: request.maxLen,
    sequences: Math.max(request.concurrency, Math.min(memory.sequences, SEQUENCES_MAX)),
    utilisation: request.utilisation,
    dtype: request.dtype,
    quantization: request.quantization,
    kvCacheDtype: request.kvCacheDtype,
    toolParser: tool,
    reasoningParser: reasoning,
    trustRemoteCode: request.trustRemoteCode,
  };
}

/** The command that serves the plan; undefined when it fails. */
export function serveCommand(plan: DeploymentPlan): readonly string[] | undefined {
  if (plan.verdict === 'fails') return undefined;
  const { engine, checkpoint, model } = plan.request;
  const flags = servingFlags(engine, planOptions(plan));
  return engine === 'vllm'
    ? ['vllm', 'serve', checkpoint.hf, '--served-model-name', model.id, ...ADDRESS, ...flags]
    : ['trtllm-serve', checkpoint.hf, ...ADDRESS, ...flags];
}
