import type { Check, CheckCode } from './check.ts';
import { checkArchitecture } from './check-architecture.ts';
import { checkFree } from './check-free.ts';
import { checkLayout } from './check-layout.ts';
import { checkMemory } from './check-memory.ts';
import { checkLength, checkTypes } from './check-types.ts';
import type { PlanRequest } from './facts.ts';
import { type GpuMemory, gpuMemory } from './memory.ts';

export type Verdict = 'works' | 'tight' | 'fails';

export interface DeploymentPlan {
  readonly request: PlanRequest;
  readonly memory: GpuMemory;
  readonly checks: readonly Check[];
  readonly verdict: Verdict;
  readonly failing: readonly CheckCode[];
}

/** Judges a deployment before anything is started. An estimate: see docs/deploy.md. */
export function planDeployment(request: PlanRequest): DeploymentPlan {
  const memory = gpuMemory(request);
  const checks = [
    ...checkMemory(request, memory),
    checkFree(request),
    checkLayout(request),
    checkLength(request),
    checkTypes(request),
    checkArchitecture(request),
  ];
  const failing = checks.filter(({ state }) => state === 'fails').map(({ code }) => code);
  return { request, memory, checks, failing, verdict: verdictOf(checks) };
}

function verdictOf(checks: readonly Check[]): Verdict {
  if (checks.some(({ state }) => state === 'fails')) return 'fails';
  return checks.some(({ state }) => state === 'tight') ? 'tight' : 'works';
}
