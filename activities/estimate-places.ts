import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { readSpeeds } from '../src/adapters/artifacts/speed-records.ts';
import { AUTO_HOST } from '../src/contracts/suite-input.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import { estimateRun, type RunEstimate } from '../src/domain/deployment/place/estimate-run.ts';
import type { PlaceableConfig } from '../src/domain/deployment/place/place-suite.ts';
import { agentCalls } from '../src/domain/suite/agent-calls.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { estimateCost } from '../src/domain/suite/estimate-cost.ts';
import type { Place, Places } from './find-places.ts';

/** How long a config would take on each host that can run it. */
export async function estimatePlaces(
  store: ArtifactStore,
  { config, found, problems }: Places,
  tasks: readonly Task[],
): Promise<PlaceableConfig> {
  const estimates = await Promise.all(found.map((place) => estimatePlace(store, place, tasks)));
  const byHost = <Value>(value: (place: Place, index: number) => Value) =>
    Object.fromEntries(found.map((place, index) => [place.host, value(place, index)]));
  const { deployment } = found[0].resolved.run;
  return {
    configId: config.id,
    isAuto: config.host === AUTO_HOST,
    isServed: deployment !== undefined && !('baseUrl' in deployment),
    estimates: byHost((_, index) => estimates[index] as RunEstimate),
    deploymentIds: byHost(({ resolved }) => resolved.run.deploymentId ?? ''),
    problems,
  };
}

async function estimatePlace(
  store: ArtifactStore,
  { host, resolved: { run, plan } }: Place,
  tasks: readonly Task[],
): Promise<RunEstimate> {
  const { questions, decisions } = agentCalls(run, tasks);
  const tokens = estimateCost(run, tasks, { questions, decisions });
  const tokensPerSecond = await measuredSpeed(store, host, run);
  const load = { calls: questions + decisions, tokens };
  return estimateRun(run, load, { request: plan?.request, tokensPerSecond });
}

/** Of this host, else of another one: a deployment on GPUs names their kind and number. */
async function measuredSpeed(
  store: ArtifactStore,
  host: string,
  { deployment, deploymentId }: ConfigRun,
): Promise<number | undefined> {
  if (deploymentId === undefined) return undefined;
  const speeds = await readSpeeds(store, deploymentId);
  const isAlike = deployment !== undefined && 'gpus' in deployment;
  return speeds.get(host) ?? (isAlike ? [...speeds.values()][0] : undefined);
}
