import type { Check, CheckCode } from '../../domain/deployment/plan/check.ts';
import { gpuCount } from '../../domain/deployment/plan/facts.ts';
import type { GpuMemory } from '../../domain/deployment/plan/memory.ts';
import type { NearestPlan } from '../../domain/deployment/plan/nearest-plans.ts';
import type { DeploymentPlan, Verdict } from '../../domain/deployment/plan/plan-deployment.ts';
import { serveCommand } from '../../domain/deployment/plan/serve-arguments.ts';

/** A plan as `--json` prints it: names instead of the facts of the catalogue. */
export interface PlanView {
  readonly model: string;
  readonly checkpoint: string;
  readonly engine: string;
  readonly gpus: string;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly expertParallel: boolean;
  readonly maxLen: number;
  readonly concurrency: number;
  readonly verdict: Verdict;
  readonly failing: readonly CheckCode[];
  readonly checks: readonly Check[];
  /** Of one GPU. */
  readonly memoryBytes: GpuMemory;
  /** Absent when the plan fails. */
  readonly command?: readonly string[];
}

export interface DeploymentView extends PlanView {
  readonly nearest: readonly (PlanView & { readonly change: string })[];
}

export function deploymentView(
  plan: DeploymentPlan,
  nearest: readonly NearestPlan[],
): DeploymentView {
  return {
    ...planView(plan),
    nearest: nearest.map(({ change, plan: near }) => ({ change, ...planView(near) })),
  };
}

export function planView(plan: DeploymentPlan): PlanView {
  const { request, verdict, failing, checks, memory } = plan;
  const command = serveCommand(plan);
  return {
    model: request.model.id,
    checkpoint: request.checkpoint.hf,
    engine: request.engine,
    gpus: `${gpuCount(request)}x${request.gpu.id}`,
    tensorParallel: request.tensorParallel,
    pipelineParallel: request.pipelineParallel,
    expertParallel: request.expertParallel,
    maxLen: request.maxLen,
    concurrency: request.concurrency,
    verdict,
    failing,
    checks,
    memoryBytes: memory,
    ...(command !== undefined && { command }),
  };
}
