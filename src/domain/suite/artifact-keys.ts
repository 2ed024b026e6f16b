import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Profile } from '../scoring/profile.ts';

/**
 * Where every record of a run lies in the artifact store; the tree is drawn in
 * docs/ARCHITECTURE.md. Keys use "/" and stay readable in a file browser.
 */

/** Of a config whose judge cannot be asked while its agent is: first all answers, then all grades. */
export type TaskPhase = 'answer' | 'grade';

/** Below the 255 bytes of file systems, with room for an ending. */
const SEGMENT_LENGTH_MAX = 200;
const HASH_LENGTH = 16;

/**
 * Task ids come from datasets and may hold anything; a path segment may not. Different ids have
 * different segments: one cut short ends in its hash.
 */
export function pathSegment(id: string): string {
  const segment = encodeURIComponent(id).replaceAll('.', '%2E').replaceAll('*', '%2A');
  if (segment.length <= SEGMENT_LENGTH_MAX) return segment;
  const hash = bytesToHex(sha256(utf8ToBytes(id))).slice(0, HASH_LENGTH);
  return `${segment.slice(0, SEGMENT_LENGTH_MAX - HASH_LENGTH - 1)}-${hash}`;
}

const index = (value: number, width: number): string => String(value).padStart(width, '0');
/** An ISO 8601 time as part of a file name; sorts like the time. */
const stamp = (at: string): string => at.replaceAll(/[^0-9TZ]/g, '');

export const runRoot = (suite: string, runKey: string): string => `runs/${suite}/${runKey}`;
export const suiteKey = (root: string): string => `${root}/suite.json`;
export const generationsPrefix = (root: string): string => `${root}/generations/`;
export const generationKey = (root: string, generation: number): string =>
  `${generationsPrefix(root)}g${index(generation, 2)}.json`;
export const configRoot = (root: string, configId: string): string => `${root}/${configId}`;

export const configKeys = (configDir: string) => ({
  run: `${configDir}/run.json`,
  /** What a config was planned to be when it moved to another host. */
  movedRun: (generation: number) => `${configDir}/moves/g${index(generation, 2)}.json`,
  moves: `${configDir}/moves/`,
  manifest: `${configDir}/manifest.json`,
  slice: (slice: number) => `${configDir}/slices/${index(slice, 4)}.json`,
  ...serverKeys(configDir),
  report: (round: number, generation: number) =>
    `${configDir}/reports/r${index(round, 2)}g${index(generation, 2)}.json`,
  reports: `${configDir}/reports/`,
  task: (taskId: string, repeat: number) => `${configDir}/tasks/${pathSegment(taskId)}/k${repeat}`,
});

/**
 * Of the servers of a config: in phase `grade` the one that serves the judge alone, whose records
 * lie apart. Prefixes end with a slash.
 */
export const serverKeys = (configDir: string, phase?: TaskPhase) => {
  const dir = phase === 'grade' ? `${configDir}/judge-server` : configDir;
  return {
    /** Later states sort after earlier ones, so the last key in order is the state now. */
    deployment: (generation: number, epoch: number, state: DeploymentState) =>
      `${dir}/deployments/g${index(generation, 2)}e${index(epoch, 4)}-${STATE_ORDER[state]}-${state}.json`,
    deployments: `${dir}/deployments/`,
    /** What a server answered when it was brought up; `at` is ISO 8601. */
    probe: (generation: number, at: string) =>
      `${dir}/probes/g${index(generation, 2)}-${stamp(at)}.json`,
    probes: `${dir}/probes/`,
    /** The end of a server's log, kept when it was lost, did not start, or was stopped. */
    serverLog: (generation: number, at: string) =>
      `${dir}/logs/g${index(generation, 2)}-${stamp(at)}.txt`,
    /** Steps of the repair ladder, from 1, by the id of the deployment as it was configured. */
    repair: (deploymentId: string, step: number) =>
      `${dir}/repairs/${deploymentId}/${index(step, 3)}.json`,
    repairs: `${dir}/repairs/`,
    /** What a server took of its GPUs up to `at`, since the file before or the start of a watch. */
    usage: (generation: number, at: string) =>
      `${dir}/usage/g${index(generation, 2)}-${stamp(at)}.json`,
    usages: `${dir}/usage/`,
  };
};

export type DeploymentState = 'healthy' | 'lost' | 'abandoned' | 'stopped';
const STATE_ORDER = { healthy: 1, lost: 2, abandoned: 3, stopped: 4 } as const;

/** The calls for one answer: of a question in a round, or of one decision of an episode. */
export const callKeys = (dir: string) => ({
  intent: (call: number) => `${dir}/calls/${index(call, 3)}.json`,
  callTask: (call: number) => `${dir}/calls/${index(call, 3)}.task.json`,
  callReply: (call: number) => `${dir}/calls/${index(call, 3)}.reply.json`,
  callError: (call: number) => `${dir}/calls/${index(call, 3)}.error.json`,
  calls: `${dir}/calls/`,
  reply: `${dir}/reply.json`,
});

const judgeKeys = (dir: string) => ({
  dir,
  /** Written before every request. */
  intent: (question: number, request: number) =>
    `${dir}/${index(question, 3)}-${index(request, 2)}.intent.json`,
  intents: (question: number) => `${dir}/${index(question, 3)}-`,
  answer: (question: number) => `${dir}/${index(question, 3)}.answer.json`,
});
export type JudgeKeys = ReturnType<typeof judgeKeys>;

const followUpKeys = (dir: string) => ({
  dir,
  ...callKeys(dir),
  /** Why there is no answer, once it is clear that none will come. */
  unanswered: `${dir}/unanswered.json`,
});

/** Grades that any run may use again, by what was judged, how and by whom. */
export const verdictRecordKey = (verdictKey: string): string => `verdicts/${verdictKey}.json`;

export const roundKeys = (taskDir: string, round: number) => {
  const dir = `${taskDir}/r${round}`;
  return {
    dir,
    ...callKeys(dir),
    outcome: `${dir}/outcome.json`,
    /** The original's follow-up question, beside the calls for the answer. */
    followUp: followUpKeys(`${dir}/debate`),
    /** Questions to a judge and its answers; another judge or wording has a folder of its own. */
    judge: (profile: Profile, fingerprint: string) =>
      judgeKeys(`${dir}/judge/${profile}-${fingerprint}`),
    /** How a traded scenario came to its score. */
    market: (profile: Profile) => `${dir}/market.${profile}.json`,
  };
};

/** All episodes of a traded task. They belong to no round: a retry goes on with what is decided. */
export const episodesPrefix = (taskDir: string): string => `${taskDir}/episodes/`;

/** One conversation of an episode; the first generation that is not lost counts. */
export const episodeKeys = (taskDir: string, episodeId: string, generation: number) => {
  const dir = `${episodesPrefix(taskDir)}${episodeId}/g${generation}`;
  return {
    dir,
    /** Why the conversation broke off; a new generation asks from the start. */
    lost: `${dir}/lost.json`,
    summary: `${dir}/summary.json`,
    /** The calls for a decision, by its number in the episode and the round that asked. */
    decision: (call: number, round: number) => {
      const decision = `${dir}/steps/${index(call, 4)}/r${round}`;
      // `failed`: the agent made no decision. It holds, and the failure counts.
      return { dir: decision, ...callKeys(decision), failed: `${decision}/failed.json` };
    },
  };
};

export const HOSTS_PREFIX = 'hosts/';
/** What the worker of a host said of it when it started; `at` is ISO 8601, and the latest counts. */
export const hostKey = (host: string, at: string): string =>
  `${HOSTS_PREFIX}${host}/${stamp(at)}.json`;

/** How fast servers of a deployment were, over all runs. */
export const speedsPrefix = (deploymentId: string): string => `speeds/${deploymentId}/`;
export const speedKey = (deploymentId: string, host: string, at: string): string =>
  `${speedsPrefix(deploymentId)}${host}/${stamp(at)}.json`;

/** The round a report of `configKeys.report` is about. */
export const reportRound = (key: string): number => Number(/\/r(\d+)g\d+\.json$/.exec(key)?.[1]);
/** The start of orchestration that a record of `serverKeys.deployment` belongs to. */
export const deploymentGeneration = (key: string): number =>
  Number(/\/g(\d+)e\d+-[^/]+$/.exec(key)?.[1]);
