import type { PlanRequest } from './facts.ts';
import { type NearestPlan, nearestPlans, type PlanChoices } from './nearest-plans.ts';
import { type DeploymentPlan, planDeployment } from './plan-deployment.ts';

/** What the planner says of a deployment that a suite wants. */
export interface PlannedServing {
  /** Of the catalogue: the recipe, or the model that was put on GPUs. */
  readonly recipe: string;
  readonly plan: DeploymentPlan;
  /** What would work; empty for a plan that does not fail. */
  readonly nearest: readonly NearestPlan[];
}

export function planServing(
  recipe: string,
  request: PlanRequest,
  choices: PlanChoices,
): PlannedServing {
  const plan = planDeployment(request);
  return {
    recipe,
    plan,
    nearest: plan.verdict === 'fails' ? nearestPlans(request, choices) : [],
  };
}
