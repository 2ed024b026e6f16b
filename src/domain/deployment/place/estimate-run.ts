import type { ConfigRun, DeploymentSpec } from '../../suite/config-run.ts';
import type { ModelUse } from '../../suite/estimate-cost.ts';
import type { PlanRequest } from '../plan/facts.ts';
import { heldWeightBytes } from '../plan/memory.ts';
import { formatWhole } from '../plan/quantities.ts';
import { servingSeconds, tokensPerSecondAlone } from '../plan/serving-seconds.ts';

/** What a config asks, in all. */
export interface RunLoad {
  /** Calls of the agent. */
  readonly calls: number;
  /** Of its model; undefined where that is the agent's own affair, or it has none. */
  readonly tokens: ModelUse | undefined;
}

/** What is known of the speed. */
export interface KnownSpeed {
  /** Of a deployment that the catalogue knows. */
  readonly request?: PlanRequest | undefined;
  /** Of one request alone, as the server of an earlier run was measured. */
  readonly tokensPerSecond?: number | undefined;
}

/** Where the figure for the calls comes from: a server that was measured, the planner, or neither. */
export type SpeedBasis = 'probed' | 'planned' | 'assumed';

export interface RunEstimate {
  /** Of bringing its server up. */
  readonly startMinutes: number;
  readonly runMinutes: number;
  readonly basis: SpeedBasis;
  /** What it rests on, for people. */
  readonly speed: string;
  /** Of a judge whose server takes the place of the agent's when all answers are in. */
  readonly grading?: Omit<RunEstimate, 'grading'>;
}

/** Imports, compilation and graphs: 31 to 122 s measured on an H100, with weights that were not read. */
const GPU_START_MINUTES = 2;
/** From a fast disk: 500 MB/s. Not measured; a download takes as long as it takes. */
const LOADED_BYTES_PER_MINUTE = 30e9;
const UNKNOWN_GPU_START_MINUTES = 5;
const CPU_START_MINUTES = 0.5;
const TOKENS_PER_SECOND = { cpu: 15, gpu: 40, api: 50 } as const;
/** Of as many requests at once, on GPUs: 32 at once got 26 times what one got, measured on an H100. */
const TOGETHER_SHARE = 0.8;
/** Agents whose use of a model is their own affair. */
const OWN_AGENT_SECONDS = 30;
/** Of agents without a model. */
const REFERENCE_SECONDS = 0.1;

/** What the estimates of time rest on, for people. */
export const TIME_ASSUMPTIONS: readonly string[] = [
  'a server on GPUs starts in 2 minutes and loads 30 GB of weights in each further one',
  'minutes count whole answers of llm_max_tokens, all slots busy, no pauses, and of judges only those with a server of their own',
  `where nothing is measured or planned: ${TOKENS_PER_SECOND.api} tokens/s of each request to an API, ${TOKENS_PER_SECOND.gpu} on GPUs, ${TOKENS_PER_SECOND.cpu} in all on a CPU, ${OWN_AGENT_SECONDS} s a call of an agent of yours`,
];

/** How long a config takes on a host, from what is measured, else planned, else assumed. */
export function estimateRun(
  { agent, deployment, slots }: Pick<ConfigRun, 'agent' | 'deployment' | 'slots'>,
  { calls, tokens }: RunLoad,
  known: KnownSpeed = {},
): RunEstimate {
  const startMinutes = startMinutesOf(deployment, known.request);
  if (tokens === undefined || deployment === undefined || tokens.modelCalls === 0) {
    const isOwn = agent.kind === 'url' || agent.kind === 'command';
    const seconds = isOwn ? OWN_AGENT_SECONDS : REFERENCE_SECONDS;
    const runMinutes = (Math.ceil(calls / slots) * seconds) / 60;
    return { startMinutes, runMinutes, basis: 'assumed', speed: `assuming ${seconds} s a call` };
  }
  return { startMinutes, ...callMinutes(deployment, slots, tokens, known) };
}

/** How long the server of a judge takes to start, and to grade all answers. */
export const estimateGrading = (
  spec: DeploymentSpec,
  slots: number,
  tokens: ModelUse,
  known: KnownSpeed = {},
): Omit<RunEstimate, 'grading'> => ({
  startMinutes: startMinutesOf(spec, known.request),
  ...(tokens.modelCalls === 0 ? NO_CALLS : callMinutes(spec, slots, tokens, known)),
});

const NO_CALLS = { runMinutes: 0, basis: 'assumed', speed: 'rules grade all of it' } as const;

/** Of all calls, and of what it takes to have them graded. */
export const workMinutes = ({ runMinutes, grading }: RunEstimate): number =>
  runMinutes + (grading === undefined ? 0 : grading.startMinutes + grading.runMinutes);

function startMinutesOf(spec: DeploymentSpec | undefined, request: PlanRequest | undefined) {
  if (spec === undefined || 'baseUrl' in spec) return 0;
  if (request !== undefined) {
    return GPU_START_MINUTES + heldWeightBytes(request) / LOADED_BYTES_PER_MINUTE;
  }
  return isOnGpus(spec) ? UNKNOWN_GPU_START_MINUTES : CPU_START_MINUTES;
}

const isOnGpus = (spec: DeploymentSpec): boolean => 'gpus' in spec && spec.gpus !== undefined;

function callMinutes(
  spec: DeploymentSpec,
  slots: number,
  tokens: ModelUse,
  { request, tokensPerSecond }: KnownSpeed,
): Omit<RunEstimate, 'startMinutes' | 'grading'> {
  const measured =
    tokensPerSecond === undefined ? '' : `${tokensPerSecond} tokens/s of one request`;
  if (request !== undefined) {
    const planned = servingSeconds(request, { ...meanRequest(tokens), slots });
    if (tokensPerSecond === undefined) {
      return {
        runMinutes: planned / 60,
        basis: 'planned',
        speed: `${rate(tokens, planned)} by the planner`,
      };
    }
    // The probe knows the machine, the planner what more requests at once gain.
    const seconds = planned * (tokensPerSecondAlone(request) / tokensPerSecond);
    const speed = `${rate(tokens, seconds)}, from ${measured} as measured`;
    return { runMinutes: seconds / 60, basis: 'probed', speed };
  }
  const alone = tokensPerSecond ?? TOKENS_PER_SECOND[placeOf(spec)];
  const seconds = tokens.outputTokensMax / (alone * gain(spec, Math.min(slots, tokens.modelCalls)));
  return tokensPerSecond === undefined
    ? { runMinutes: seconds / 60, basis: 'assumed', speed: `assuming ${rate(tokens, seconds)}` }
    : {
        runMinutes: seconds / 60,
        basis: 'probed',
        speed: `${rate(tokens, seconds)}, from ${measured} as measured`,
      };
}

const placeOf = (spec: DeploymentSpec): keyof typeof TOKENS_PER_SECOND => {
  if ('baseUrl' in spec) return 'api';
  return isOnGpus(spec) ? 'gpu' : 'cpu';
};

/** What requests at once get together, in units of what one gets. A CPU is busy with one. */
function gain(spec: DeploymentSpec, together: number): number {
  switch (placeOf(spec)) {
    case 'api':
      return together;
    case 'gpu':
      return Math.max(1, TOGETHER_SHARE * together);
    case 'cpu':
      return 1;
  }
}

const meanRequest = ({ modelCalls, inputTokens, outputTokensMax }: ModelUse) => ({
  requests: modelCalls,
  inputTokens: inputTokens / modelCalls,
  outputTokens: outputTokensMax / modelCalls,
});

const rate = ({ outputTokensMax }: ModelUse, seconds: number): string =>
  `${formatWhole(outputTokensMax / seconds)} tokens/s`;
