import { gpuCount } from './facts.ts';
import type { NearestPlan } from './nearest-plans.ts';
import type { DeploymentPlan } from './plan-deployment.ts';

/** As many as a person reads in an error. */
const NEAREST_MAX = 3;

/** Why a plan fails, with the arithmetic, and what would work; one line. */
export function explainFailure(plan: DeploymentPlan, nearest: readonly NearestPlan[]): string {
  const { request, checks } = plan;
  const failing = checks.filter(({ state }) => state === 'fails');
  const reasons = failing.map(({ code, text }) => `${code}: ${text}`).join('; ');
  const place = `${gpuCount(request)}x${request.gpu.id}`;
  const remedies = nearest
    .slice(0, NEAREST_MAX)
    .map(({ change, plan: near }) => `${change} (${near.verdict})`);
  const remedy =
    remedies.length === 0
      ? 'no change that the planner knows makes it work'
      : `nearest that do: ${remedies.join(', ')}`;
  return `${request.checkpoint.hf} does not work on ${place}: ${reasons}. ${remedy}`;
}
