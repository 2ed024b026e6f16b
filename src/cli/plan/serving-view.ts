import { isServed } from '../../domain/deployment/is-served.ts';
import type { DeploymentPlan } from '../../domain/deployment/plan/plan-deployment.ts';
import { runsRemoteCode } from '../../domain/deployment/runs-remote-code.ts';
import type { ConfigRun, ServedDeployment } from '../../domain/suite/config-run.ts';
import { type PlanView, planView } from '../deploy/plan-view.ts';

interface ServedView {
  readonly engine: ServedDeployment['engine'];
  readonly checkpoint: string;
  /** null on the CPU. */
  readonly gpus: string | null;
  readonly contextTokens: number;
  readonly launcher: ServedDeployment['launcher'];
  readonly recipe: string | null;
}

/** How a config's model is served by its host. */
export interface ServingView extends ServedView {
  /** What the planner says; null for a checkpoint that the catalogue does not know. */
  readonly plan: PlanView | null;
  /** What repairs may turn to, each planned and found to fit. */
  readonly fallbacks: readonly ServedView[];
}

/** null where the host serves nothing, or by an engine of ours. */
export function servingView(
  { deployment, fallbacks = [] }: ConfigRun,
  plan: DeploymentPlan | undefined,
): ServingView | null {
  if (!isServed(deployment)) return null;
  return {
    ...servedView(deployment),
    plan: plan === undefined ? null : planView(plan),
    fallbacks: fallbacks.map(servedView),
  };
}

function servedView(deployment: ServedDeployment): ServedView {
  const { engine, checkpoint, gpus = null, context, launcher, recipe = null } = deployment;
  return { engine, checkpoint, gpus, contextTokens: context, launcher, recipe };
}

/** What the host's worker must be started with. */
export function servingNeeds({ deployment, fallbacks = [], host }: ConfigRun): readonly string[] {
  const worker = `a worker of host "${host}" started with`;
  return [deployment, ...fallbacks]
    .filter(isServed)
    .flatMap((served) => [
      ...(served.recipe === undefined ? [`${worker} --allow-command`] : []),
      ...(runsRemoteCode(served) ? [`${worker} --trust-remote-code ${served.checkpoint}`] : []),
    ]);
}
