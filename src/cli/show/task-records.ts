import type { z } from 'zod';
import type { ArtifactStore } from '../../adapters/artifacts/artifact-store.ts';
import { findJson, getJson } from '../../adapters/artifacts/json-artifacts.ts';
import {
  CallErrorSchema,
  type CallIntent,
  CallIntentSchema,
  type Manifest,
  type Outcome,
  OutcomeSchema,
  type Reply,
  ReplySchema,
} from '../../contracts/records.ts';
import { type Slice, SliceSchema } from '../../contracts/task-record.ts';
import { isMarket } from '../../domain/dataset/task.ts';
import { configKeys, roundKeys } from '../../domain/suite/artifact-keys.ts';
import { type RecordedEpisodes, readEpisodes } from '../../report/market/read-episodes.ts';

export type RecordedTask = Slice['tasks'][number];

/** One call as far as it got. */
export interface RecordedCall {
  readonly intent: CallIntent;
  readonly error?: z.infer<typeof CallErrorSchema>;
  /** A complete reply that came after another one had been taken. */
  readonly lateReply?: Reply;
}

export interface RecordedRound {
  readonly repeat: number;
  readonly round: number;
  readonly calls: readonly RecordedCall[];
  readonly reply?: Reply;
  readonly outcome?: Outcome;
  /** Of crypto tasks. */
  readonly episodes?: RecordedEpisodes;
}

/** The task itself; undefined when no slice of the manifest holds it. */
export async function findTask(
  store: ArtifactStore,
  { slices }: Manifest,
  taskId: string,
): Promise<RecordedTask | undefined> {
  for (const ref of slices) {
    const { tasks } = await getJson(store, ref, SliceSchema);
    const task = tasks.find(({ id }) => id === taskId);
    if (task !== undefined) return task;
  }
  return undefined;
}

/** Everything recorded of a task, repeat by repeat and round by round. */
export async function readRounds(
  store: ArtifactStore,
  configDir: string,
  { task, repeats }: { readonly task: RecordedTask; readonly repeats: number },
): Promise<readonly RecordedRound[]> {
  const all = Array.from({ length: repeats }, async (_, repeat) => {
    const taskDir = configKeys(configDir).task(task.id, repeat);
    const rounds = await readRepeat(store, taskDir, repeat);
    return isMarket(task) ? addEpisodes(store, taskDir, rounds) : rounds;
  });
  return (await Promise.all(all)).flat();
}

async function readRepeat(
  store: ArtifactStore,
  taskDir: string,
  repeat: number,
): Promise<readonly RecordedRound[]> {
  const keys = await store.list(`${taskDir}/`);
  // Decisions lie with their episode, by the round that asked.
  const rounds = keys.map((key) =>
    Number(/^(?:episodes\/.*\/)?r(\d+)\//.exec(key.slice(taskDir.length + 1))?.[1]),
  );
  const numbers = [...new Set(rounds)].filter(Number.isInteger).sort((a, b) => a - b);
  return Promise.all(
    numbers.map(async (round) => ({ repeat, ...(await readRound(store, taskDir, round, keys)) })),
  );
}

const addEpisodes = (store: ArtifactStore, taskDir: string, rounds: readonly RecordedRound[]) =>
  Promise.all(
    rounds.map(async (round) => ({
      ...round,
      episodes: await readEpisodes(store, { taskDir, round: round.round }),
    })),
  );

async function readRound(
  store: ArtifactStore,
  taskDir: string,
  round: number,
  taskKeys: readonly string[],
): Promise<Omit<RecordedRound, 'repeat'>> {
  const keys = roundKeys(taskDir, round);
  const intents = taskKeys.filter((key) => key.startsWith(keys.calls) && /\/\d+\.json$/.test(key));
  const calls = await Promise.all(
    intents.map(async (key) => readCall(store, keys, await getJson(store, key, CallIntentSchema))),
  );
  const reply = await findJson(store, keys.reply, ReplySchema);
  const outcome = await findJson(store, keys.outcome, OutcomeSchema);
  return { round, calls, ...(reply && { reply }), ...(outcome && { outcome }) };
}

async function readCall(
  store: ArtifactStore,
  keys: ReturnType<typeof roundKeys>,
  intent: CallIntent,
): Promise<RecordedCall> {
  const error = await findJson(store, keys.callError(intent.call), CallErrorSchema);
  const lateReply = await findJson(store, keys.callReply(intent.call), ReplySchema);
  return { intent, ...(error && { error }), ...(lateReply && { lateReply }) };
}
