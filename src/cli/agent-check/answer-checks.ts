import { randomUUID } from 'node:crypto';
import type { AgentClient } from '../../adapters/a2a/agent-client.ts';
import { type Asked, askOnce } from './ask.ts';
import { type AgentCheck, type CheckTarget, seconds } from './check.ts';

const CONCURRENCY = 4;
/** Four answers in more than this many times the time of one were given one after another. */
const SERIAL_FACTOR = 2.5;
/** Below it answers are too quick to tell. */
const MEASURABLE_MS = 500;

const question = (nth: number): string =>
  `What is ${nth + 10} percent of 200? End with one line "Answer: <number>".`;

/** The first answers of an agent: what later checks are measured against. */
export interface Baseline {
  readonly messageId: string;
  readonly first: Asked;
  readonly medianMs: number;
  readonly checks: readonly AgentCheck[];
}

/** Three short questions, one after another; one only when it is not answered. */
export async function checkAnswers(client: AgentClient, target: CheckTarget): Promise<Baseline> {
  const messageId = randomUUID();
  const first = await askOnce(client, target, { text: question(0), messageId });
  if (first.failure !== undefined) {
    const { cause, message } = first.failure;
    const remedy = `make it answer a short question (${cause})`;
    const check = { name: 'answer', status: 'fail', detail: message, remedy } as const;
    return { messageId, first, medianMs: first.wallMs, checks: [check] };
  }
  const asked = [first];
  for (let nth = 1; nth < 3; nth += 1) {
    asked.push(await askOnce(client, target, { text: question(nth) }));
  }
  const wallsMs = asked.map(({ wallMs }) => wallMs);
  const medianMs = wallsMs.toSorted((a, b) => a - b)[1] ?? first.wallMs;
  return { messageId, first, medianMs, checks: [shapeOf(first), latencyOf(asked, wallsMs)] };
}

const shapeOf = ({ agentTaskId }: Asked): AgentCheck =>
  agentTaskId === undefined
    ? {
        name: 'answer',
        status: 'warn',
        detail: 'answers with a message',
        remedy:
          'answer with a task, so that a reply lost on the way can be fetched instead of paid again',
      }
    : { name: 'answer', status: 'ok', detail: 'answers with a task' };

function latencyOf(asked: readonly Asked[], wallsMs: readonly number[]): AgentCheck {
  const name = 'latency';
  const failed = asked.find(({ failure }) => failure !== undefined)?.failure;
  const detail = `3 short questions took ${wallsMs.map(seconds).join(', ')}`;
  return failed === undefined
    ? { name, status: 'ok', detail }
    : { name, status: 'fail', detail: failed.message, remedy: 'make it answer every time' };
}

/** Whether it works on several questions at once, and answers each. */
export async function checkConcurrency(
  client: AgentClient,
  target: CheckTarget,
  { medianMs }: Baseline,
): Promise<AgentCheck> {
  const name = 'concurrency';
  const startMs = performance.now();
  const asked = await Promise.all(
    Array.from({ length: CONCURRENCY }, (_, nth) =>
      askOnce(client, target, { text: question(nth + 3) }),
    ),
  );
  const wallMs = performance.now() - startMs;
  const failures = asked.flatMap(({ failure }) => (failure === undefined ? [] : [failure.message]));
  if (failures.length > 0) {
    const detail = `${failures.length} of ${CONCURRENCY} questions at once failed: ${failures[0]}`;
    const remedy = 'make it answer several questions at once, or set slots: 1 for it';
    return { name, status: 'fail', detail, remedy };
  }
  const detail = `${CONCURRENCY} questions at once took ${seconds(wallMs)}`;
  if (wallMs > Math.max(SERIAL_FACTOR * medianMs, MEASURABLE_MS)) {
    const remedy = 'work on questions side by side: a run takes as long as their sum now';
    return { name, status: 'warn', detail: `${detail}: one after another`, remedy };
  }
  return { name, status: 'ok', detail };
}

/** Whether a question sent again, as after a lost connection, is answered from memory. */
export async function checkDuplicate(
  client: AgentClient,
  target: CheckTarget,
  { messageId, first }: Baseline,
): Promise<AgentCheck> {
  const name = 'duplicate';
  const again = await askOnce(client, target, { text: question(0), messageId });
  if (again.failure !== undefined) {
    const remedy = 'answer a message id seen before, best from memory';
    return { name, status: 'fail', detail: again.failure.message, remedy };
  }
  const remedy = 'give the same task for the same message id, so that a resend costs nothing';
  if (again.agentTaskId === undefined) {
    return {
      name,
      status: 'warn',
      detail: 'a message sent twice is probably worked on twice',
      remedy,
    };
  }
  return again.agentTaskId === first.agentTaskId
    ? { name, status: 'ok', detail: 'a message sent twice is one task' }
    : { name, status: 'warn', detail: 'a message sent twice is worked on twice', remedy };
}
