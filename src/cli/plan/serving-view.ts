import type { DeploymentPlan } from '../../domain/deployment/plan/plan-deployment.ts';
import { runsRemoteCode } from '../../domain/deployment/runs-remote-code.ts';
import type { ConfigRun, ServedDeployment } from '../../domain/suite/config-run.ts';
import { type PlanView, planView } from '../deploy/plan-view.ts';

/** How a config's model is served by its host. */
export interface ServingView {
  readonly engine: ServedDeployment['engine'];
  readonly checkpoint: string;
  /** null on the CPU. */
  readonly gpus: string | null;
  readonly contextTokens: number;
  readonly launcher: ServedDeployment['launcher'];
  readonly recipe: string | null;
  /** What the planner says; null for a checkpoint that the catalogue does not know. */
  readonly plan: PlanView | null;
}

/** null where the host serves nothing, or by an engine of ours. */
export function servingView(
  { deployment }: ConfigRun,
  plan: DeploymentPlan | undefined,
): ServingView | null {
  if (!isServed(deployment)) return null;
  const { engine, checkpoint, gpus = null, context, launcher, recipe = null } = deployment;
  return {
    ...{ engine, checkpoint, gpus, contextTokens: context, launcher, recipe },
    plan: plan === undefined ? null : planView(plan),
  };
}

/** What the host's worker must be started with. */
export function servingNeeds({ deployment, host }: ConfigRun): readonly string[] {
  if (!isServed(deployment)) return [];
  const worker = `a worker of host "${host}" started with`;
  return [
    ...(deployment.recipe === undefined ? [`${worker} --allow-command`] : []),
    ...(runsRemoteCode(deployment)
      ? [`${worker} --trust-remote-code ${deployment.checkpoint}`]
      : []),
  ];
}

const isServed = (deployment: ConfigRun['deployment']): deployment is ServedDeployment =>
  deployment?.engine === 'vllm' || deployment?.engine === 'tensorrt-llm';
