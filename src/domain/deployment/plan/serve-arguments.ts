import type { PlanRequest } from './facts.ts';
import type { DeploymentPlan } from './plan-deployment.ts';

/** More requests at once than this gain nothing on one server. */
const SEQUENCES_MAX = 256;
const HOST = '127.0.0.1';
const PORT = '8000';

/** The command that serves the plan; undefined when it fails. */
export function serveCommand({
  request,
  memory,
  verdict,
}: DeploymentPlan): readonly string[] | undefined {
  if (verdict === 'fails') return undefined;
  const sequences = Math.max(request.concurrency, Math.min(memory.sequences, SEQUENCES_MAX));
  return request.engine === 'vllm'
    ? vllmCommand(request, sequences)
    : trtllmCommand(request, sequences);
}

/** Options of vLLM 0.32. */
function vllmCommand(request: PlanRequest, sequences: number): readonly string[] {
  const { model, checkpoint, tensorParallel, pipelineParallel } = request;
  const { tool, reasoning } = model.parsers.vllm;
  return [
    ...['vllm', 'serve', checkpoint.hf, '--served-model-name', model.id],
    ...['--host', HOST, '--port', PORT],
    ...['--tensor-parallel-size', String(tensorParallel)],
    ...option('--pipeline-parallel-size', pipelineParallel > 1 && pipelineParallel),
    ...flag('--enable-expert-parallel', request.expertParallel),
    ...['--max-model-len', String(request.maxLen), '--max-num-seqs', String(sequences)],
    ...['--gpu-memory-utilization', String(request.utilisation)],
    ...option('--dtype', request.dtype),
    ...option('--quantization', request.quantization),
    ...option('--kv-cache-dtype', request.kvCacheDtype),
    ...flag('--enable-auto-tool-choice', tool !== undefined),
    ...option('--tool-call-parser', tool),
    ...option('--reasoning-parser', reasoning),
    ...flag('--trust-remote-code', request.trustRemoteCode),
  ];
}

/** Options of trtllm-serve: underscores; number formats are those of the checkpoint. */
function trtllmCommand(request: PlanRequest, sequences: number): readonly string[] {
  const { model, checkpoint, tensorParallel, pipelineParallel } = request;
  const { tool, reasoning } = model.parsers['tensorrt-llm'];
  return [
    ...['trtllm-serve', checkpoint.hf, '--backend', 'pytorch', '--host', HOST, '--port', PORT],
    ...['--tp_size', String(tensorParallel)],
    ...option('--pp_size', pipelineParallel > 1 && pipelineParallel),
    ...option('--ep_size', request.expertParallel && tensorParallel),
    ...['--max_seq_len', String(request.maxLen), '--max_batch_size', String(sequences)],
    ...['--kv_cache_free_gpu_memory_fraction', String(request.utilisation)],
    ...option('--tool_parser', tool),
    ...option('--reasoning_parser', reasoning),
    ...flag('--trust_remote_code', request.trustRemoteCode),
  ];
}

const option = (name: string, value: string | number | false | undefined): readonly string[] =>
  value === undefined || value === false ? [] : [name, String(value)];

const flag = (name: string, on: boolean): readonly string[] => (on ? [name] : []);
