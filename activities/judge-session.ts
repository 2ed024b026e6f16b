import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { findJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { redactMessage } from '../src/adapters/artifacts/redact.ts';
import type { JudgeClient, JudgeReply } from '../src/adapters/judge/judge-client.ts';
import { type JudgeAnswerRecord, JudgeAnswerRecordSchema } from '../src/contracts/records.ts';
import { JudgeError, type JudgeErrorCause } from '../src/domain/errors.ts';
import {
  askCompat,
  type CompletionFacts,
  type HttpResult,
} from '../src/domain/judge/compat-transport.ts';
import type {
  JudgeAnswer,
  JudgeFailure,
  JudgeRequest,
  JudgeScript,
} from '../src/domain/judge/judge-script.ts';
import { sumKnown } from '../src/domain/leaderboard/judge-report.ts';
import type { JudgeKeys } from '../src/domain/suite/artifact-keys.ts';

/** Runs a request when the judge's endpoint has room for it. */
type InJudgeTurn = <T>(request: () => Promise<T>) => Promise<T>;

export interface JudgePorts {
  readonly store: ArtifactStore;
  readonly client: JudgeClient;
  readonly inTurn: InJudgeTurn;
}

export interface PlayedScript<Grade> {
  readonly grade: Grade;
  readonly questions: number;
  readonly requests: number;
  readonly trimmed: number;
  readonly answeredModel: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Set when every later question would fail the same way. */
  readonly fatal?: 'auth-failed' | 'quota-exceeded';
}

type Ask = (request: JudgeRequest, question: number) => Promise<JudgeAnswerRecord>;

/** Plays a script: stored answers first, the judge for the rest; each answer is stored as it comes. */
export async function playScript<Grade>(
  script: JudgeScript<Grade>,
  ports: JudgePorts,
  keys: JudgeKeys,
  ask: Ask,
): Promise<PlayedScript<Grade>> {
  const records: JudgeAnswerRecord[] = [];
  for (let step = script.next(); ; ) {
    if (step.done) return summary(step.value, records, await countIntents(ports.store, keys));
    const question = records.length + 1;
    const record = await answerTo(step.value, question, ports.store, keys, ask);
    records.push(record);
    step = script.next(record.answer);
  }
}

async function answerTo(
  request: JudgeRequest,
  question: number,
  store: ArtifactStore,
  keys: JudgeKeys,
  ask: Ask,
): Promise<JudgeAnswerRecord> {
  const key = keys.answer(question);
  const stored = await findJson(store, key, JudgeAnswerRecordSchema);
  if (stored?.requestSha256 === requestHash(request)) return stored;
  const record = await ask(request, question);
  // An endpoint that was away may be back in the next round: what it did not say is not kept.
  if (record.answer.kind === 'failed' && record.answer.reason === 'unavailable') return record;
  await putJson(store, key, record);
  return (await findJson(store, key, JudgeAnswerRecordSchema)) ?? record;
}

const requestHash = (request: JudgeRequest): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('hex');

const REQUESTS_MAX = 5;
const BACKOFF_MS = { base: 1_000, max: 30_000 };

/**
 * Asks again after a pause while the endpoint is away or throttles, five times in all.
 * @throws JudgeError
 */
export async function withPatience<T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      signal.throwIfAborted();
      const isOver = !(error instanceof JudgeError) || !error.retryable || attempt >= REQUESTS_MAX;
      if (isOver) throw error;
      const backoff = Math.min(BACKOFF_MS.max, BACKOFF_MS.base * 2 ** (attempt - 1));
      await sleep(error.retryAfterMs ?? backoff, undefined, { signal });
    }
  }
}

/** Asks as profile `corrected` does: with patience; then the judge was unavailable. */
export function askWithPatience(ports: JudgePorts, keys: JudgeKeys, signal: AbortSignal): Ask {
  return async (request, question) => {
    try {
      const reply = await withPatience(signal, () =>
        ports.inTurn(async () => {
          await begin(ports.store, keys, question);
          return ports.client.complete(request, signal);
        }),
      );
      return recordOf(request, { kind: 'text', text: reply.text }, reply);
    } catch (error) {
      if (!(error instanceof JudgeError)) throw error;
      return recordOf(request, failureOf(error));
    }
  };
}

const FAILURES: Readonly<Record<JudgeErrorCause, JudgeFailure>> = {
  throttled: 'unavailable',
  unavailable: 'unavailable',
  'auth-failed': 'unavailable',
  'quota-exceeded': 'unavailable',
  rejected: 'rejected',
  'context-exceeded': 'context-exceeded',
};

const failureOf = ({ judgeCause, message }: JudgeError): JudgeAnswer => ({
  kind: 'failed',
  reason: FAILURES[judgeCause],
  message: `${judgeCause}: ${redactMessage(message)}`,
});

/** Pauses of the client library that the original uses, before its two repeats of a request. */
const COMPAT_PAUSE_MS = 500;

/** Asks as the original does: its body, its repeats, its reading of what comes back. */
export function askAsOriginal(
  ports: JudgePorts,
  keys: JudgeKeys,
  model: string,
  signal: AbortSignal,
): Ask {
  return async (request, question) => {
    const started = performance.now();
    const call = askCompat(request, model);
    let completion: CompletionFacts | undefined;
    for (let step = call.next(); ; ) {
      if (step.done) {
        const latencyMs = performance.now() - started;
        return recordOf(request, masked(step.value), { latencyMs, ...completion });
      }
      const { body, retryCount } = step.value;
      if (retryCount > 0)
        await sleep(COMPAT_PAUSE_MS * 2 ** (retryCount - 1), undefined, { signal });
      const result = await heard(ports, async () => {
        await begin(ports.store, keys, question);
        return ports.client.post(body, signal);
      });
      signal.throwIfAborted();
      if (result.kind === 'response') completion = result.completion;
      step = call.next(result);
    }
  };
}

/** A complaint goes past the throttle, which narrows by it, and is a result like any other here. */
async function heard(ports: JudgePorts, post: () => Promise<HttpResult>): Promise<HttpResult> {
  let result: HttpResult | undefined;
  try {
    return await ports.inTurn(async () => {
      result = await post();
      if (result.kind === 'no-response' || result.throttled === undefined) return result;
      throw new JudgeError('throttled', 'the judge wants fewer requests', result.throttled);
    });
  } catch (error) {
    if (result === undefined) throw error;
    return result;
  }
}

const masked = (answer: JudgeAnswer): JudgeAnswer =>
  answer.kind === 'failed' ? { ...answer, message: redactMessage(answer.message) } : answer;

/** The intent is on disk before anything is sent. */
async function begin(store: ArtifactStore, keys: JudgeKeys, question: number): Promise<void> {
  const known = (await store.list(`${keys.dir}/`)).filter((key) =>
    key.startsWith(keys.intents(question)),
  );
  for (let request = known.length + 1; ; request += 1) {
    const record = { schemaVersion: 1, question, request, at: new Date().toISOString() };
    const { created } = await putJson(store, keys.intent(question, request), record);
    if (created) return;
  }
}

const countIntents = async (store: ArtifactStore, keys: JudgeKeys): Promise<number> =>
  (await store.list(`${keys.dir}/`)).filter((key) => key.endsWith('.intent.json')).length;

const recordOf = (
  request: JudgeRequest,
  answer: JudgeAnswer,
  reply?: Partial<JudgeReply>,
): JudgeAnswerRecord => ({
  schemaVersion: 1,
  requestSha256: requestHash(request),
  prompt: request.prompt,
  answer,
  answeredModel: reply?.model ?? null,
  finishReason: reply?.finishReason ?? null,
  inputTokens: reply?.inputTokens ?? null,
  outputTokens: reply?.outputTokens ?? null,
  latencyMs: reply?.latencyMs ?? 0,
  trims: [...request.trims],
  at: new Date().toISOString(),
});

function summary<Grade>(
  grade: Grade,
  records: readonly JudgeAnswerRecord[],
  requests: number,
): PlayedScript<Grade> {
  const fatal = records.flatMap(({ answer }) =>
    answer.kind === 'failed' ? FATAL.filter((cause) => answer.message.startsWith(`${cause}:`)) : [],
  )[0];
  return {
    grade,
    questions: records.length,
    requests,
    trimmed: records.filter(({ trims }) => trims.length > 0).length,
    answeredModel:
      records.find(({ answeredModel }) => answeredModel !== null)?.answeredModel ?? null,
    inputTokens: sumKnown(records.map(({ inputTokens }) => inputTokens)),
    outputTokens: sumKnown(records.map(({ outputTokens }) => outputTokens)),
    ...(fatal && { fatal }),
  };
}

const FATAL = ['auth-failed', 'quota-exceeded'] as const;
