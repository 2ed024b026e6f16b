import type { ConfigRun } from '../suite/config-run.ts';
import { configuredModel } from './config-identity.ts';
import type {
  Provenance,
  RepairRemark,
  RunEnvironment,
  ServerMeasurement,
} from './provenance-types.ts';
import type { DeploymentChange, TaskManifest, TaskOutcome } from './records.ts';

/** Seed of every interval's bootstrap: equal outcomes give equal intervals. */
export const INTERVAL_SEED = 0;

/** Of the server that serves a judge alone. */
export interface JudgeServerRecords {
  readonly deployments: readonly DeploymentChange[];
  readonly measured: readonly ServerMeasurement[];
}

export function describeProvenance(run: {
  readonly config: ConfigRun;
  readonly manifest: TaskManifest;
  readonly outcomes: readonly TaskOutcome[];
  readonly environment: RunEnvironment;
  readonly deployments: readonly DeploymentChange[];
  readonly servers?: readonly ServerMeasurement[];
  readonly judgeServer?: JudgeServerRecords;
  readonly repairs?: readonly RepairRemark[];
}): Provenance {
  const answeredModels = countModels(run.outcomes);
  const model = configuredModel(run.config);
  const deploymentIds = run.outcomes.flatMap(({ deploymentId }) => deploymentId ?? []);
  return {
    ...run.environment,
    seeds: {
      sampling: run.config.evalConfig.sampling.seed,
      datasets: run.config.evalConfig.datasets.flatMap((dataset) =>
        'seed' in dataset ? [{ dataset: dataset.type, seed: dataset.seed }] : [],
      ),
      intervals: INTERVAL_SEED,
    },
    repeats: run.config.repeats,
    datasets: run.manifest.datasets,
    ...(run.config.placement && { placement: run.config.placement }),
    listedModels: [...new Set(run.deployments.flatMap(({ models }) => models ?? []))].toSorted(),
    answeredModels,
    deployments: run.deployments.map(eventOf),
    ...(run.config.moves !== undefined && { moves: run.config.moves }),
    ...(run.servers !== undefined && run.servers.length > 0 && { servers: run.servers }),
    ...(run.judgeServer !== undefined && {
      judgeServer: {
        deployments: run.judgeServer.deployments.map(eventOf),
        measured: run.judgeServer.measured,
      },
    }),
    ...(run.repairs !== undefined && run.repairs.length > 0 && { repairs: run.repairs }),
    mixedDeployment: new Set(deploymentIds).size > 1,
    modelMismatch: model !== null && answeredModels.some((answered) => answered.model !== model),
  };
}

const eventOf = ({
  deploymentId,
  epoch,
  state,
  reason,
  at,
}: DeploymentChange): Provenance['deployments'][number] => ({
  ...{ deploymentId, epoch, state },
  reason: reason ?? null,
  at,
});

function countModels(outcomes: readonly TaskOutcome[]): Provenance['answeredModels'] {
  const counts = new Map<string, number>();
  for (const { answeredModel } of outcomes) {
    if (answeredModel !== null) counts.set(answeredModel, (counts.get(answeredModel) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([model, tasks]) => ({ model, tasks }));
}
