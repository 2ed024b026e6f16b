import type { DeploymentSpec } from '../../suite/config-run.ts';

/** GPUs that a deployment holds while it runs; undefined on the CPU, and where others serve. */
export function gpuCount(spec: DeploymentSpec): number | undefined {
  if (!('gpus' in spec) || spec.gpus === undefined) return undefined;
  const count = Number(/^\d+/.exec(spec.gpus)?.[0]);
  return count >= 1 ? count : undefined;
}
