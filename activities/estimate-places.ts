import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { readSpeeds } from '../src/adapters/artifacts/speed-records.ts';
import { AUTO_HOST } from '../src/contracts/suite-input.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import { isBroughtUp } from '../src/domain/deployment/is-served.ts';
import {
  estimateGrading,
  estimateRun,
  type RunEstimate,
} from '../src/domain/deployment/place/estimate-run.ts';
import type { PlaceableConfig } from '../src/domain/deployment/place/place-suite.ts';
import { judgeCost } from '../src/domain/judge/judge-cost.ts';
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
  const { deployment, judge } = found[0].resolved.run;
  return {
    configId: config.id,
    isAuto: config.host === AUTO_HOST,
    isServed: isBroughtUp(deployment) || isBroughtUp(judge?.deployment),
    estimates: byHost((_, index) => estimates[index] as RunEstimate),
    deploymentIds: byHost(({ resolved: { run } }) => sharedId(run)),
    problems,
  };
}

/** Of what the next config finds running: after a judge's server it is nothing that it could share. */
const sharedId = ({ deploymentId = '', judge, configId }: ConfigRun): string =>
  judge?.phase === 'after' && isBroughtUp(judge.deployment)
    ? `${deploymentId}/${configId}`
    : deploymentId;

async function estimatePlace(
  store: ArtifactStore,
  { host, resolved: { run, plan, judgePlan } }: Place,
  tasks: readonly Task[],
): Promise<RunEstimate> {
  const calls = agentCalls(run, tasks);
  const { questions, decisions, followUpsMax } = calls;
  const tokensPerSecond = await measuredSpeed(store, host, run);
  const load = {
    calls: questions + decisions + followUpsMax,
    tokens: estimateCost(run, tasks, calls),
  };
  const own = estimateRun(run, load, { request: plan?.request, tokensPerSecond });
  const { judge } = run;
  if (judge?.deployment === undefined || judge.phase !== 'after') return own;
  const limits = { ...judge, contextTokens: judge.contextTokens ?? Number.POSITIVE_INFINITY };
  const known = {
    request: judgePlan?.request,
    tokensPerSecond: await measuredSpeed(store, host, judge),
  };
  const asked = judgeCost(run, judge, tasks, limits);
  return { ...own, grading: estimateGrading(judge.deployment, judge.slots, asked, known) };
}

/** Of this host, else of another one: a deployment on GPUs names their kind and number. */
async function measuredSpeed(
  store: ArtifactStore,
  host: string,
  { deployment, deploymentId }: Pick<ConfigRun, 'deployment' | 'deploymentId'>,
): Promise<number | undefined> {
  if (deploymentId === undefined) return undefined;
  const speeds = await readSpeeds(store, deploymentId);
  const isAlike = deployment !== undefined && 'gpus' in deployment;
  return speeds.get(host) ?? (isAlike ? [...speeds.values()][0] : undefined);
}
