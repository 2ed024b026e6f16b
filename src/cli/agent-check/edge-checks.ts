import { randomUUID } from 'node:crypto';
import type { AgentClient } from '../../adapters/a2a/agent-client.ts';
import { AgentError } from '../../domain/errors.ts';
import { askOnce } from './ask.ts';
import { type AgentCheck, type CheckTarget, reasonOf } from './check.ts';

const CANCEL_WITHIN_MS = 5_000;
const LARGE_INPUT_BYTES = 200_000;
const LONG_QUESTION =
  'Explain in 2000 words how a bank manages interest rate risk, with worked examples.';

/** Whether a task nobody waits for any more is dropped. */
export async function checkCancellation(
  client: AgentClient,
  target: CheckTarget,
): Promise<AgentCheck> {
  const name = 'cancellation';
  const ended = new AbortController();
  const task = Promise.withResolvers<string | undefined>();
  const waiting = { ...target, signal: AbortSignal.any([target.signal, ended.signal]) };
  const answered = askOnce(client, waiting, {
    text: LONG_QUESTION,
    onTask: task.resolve,
  }).finally(() => task.resolve(undefined));
  // Its rejection is our own hanging up.
  answered.catch(() => undefined);
  const id = await task.promise;
  target.signal.throwIfAborted();
  if (id === undefined) {
    return {
      ...{ name, status: 'warn', detail: 'a direct reply cannot be cancelled' },
      remedy: 'answer with a task and support tasks/cancel',
    };
  }
  await client.cancel(target.url, id);
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), CANCEL_WITHIN_MS);
  const outcome = await Promise.race([answered, late.promise]);
  clearTimeout(timer);
  ended.abort();
  target.signal.throwIfAborted();
  return outcome === 'late'
    ? {
        ...{ name, status: 'warn', detail: 'a cancelled task runs on after 5 s' },
        remedy: 'end the work on tasks/cancel: abandoned tasks cost tokens and slow down others',
      }
    : cancelledEnd(name, outcome.text);
}

const cancelledEnd = (name: string, text: string | undefined): AgentCheck =>
  text === undefined
    ? { name, status: 'ok', detail: 'a cancelled task ends within 5 s' }
    : { name, status: 'ok', detail: 'the task was answered before it could be cancelled' };

/** Whether a question as long as a filing arrives. A model with less context may still refuse it. */
export async function checkLargeInput(
  client: AgentClient,
  target: CheckTarget,
): Promise<AgentCheck> {
  const name = 'large input';
  const filler = 'Revenue was 1,204.5 million dollars in the quarter. ';
  const text = `${filler.repeat(LARGE_INPUT_BYTES / filler.length)}\nWhat was revenue? Answer: <number>`;
  const { failure } = await askOnce(client, target, { text });
  if (failure === undefined) return { name, status: 'ok', detail: '200 kB are taken' };
  if (failure.cause === 'context-length-exceeded') {
    return { name, status: 'ok', detail: '200 kB arrive, but exceed the context of its model' };
  }
  const remedy = 'accept request bodies of several MB; report a full context as its own failure';
  const isRefused = failure.cause === 'protocol-error' || failure.cause === 'agent-unreachable';
  return { name, status: isRefused ? 'fail' : 'warn', detail: failure.message, remedy };
}

/** Whether an agent that has forgotten a task says so, which is how a restart is recognised. */
export async function checkUnknownTask(
  client: AgentClient,
  { url, timeoutMs, signal }: CheckTarget,
): Promise<AgentCheck> {
  const name = 'unknown task';
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const reply = await client.resume(url, randomUUID(), bounded);
    if (reply === undefined) return { name, status: 'ok', detail: 'an unknown task is not found' };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AgentError) && !bounded.aborted) throw error;
    const remedy = 'answer tasks/get for an unknown id with error -32001 (task not found)';
    return { name, status: 'warn', detail: reasonOf(error), remedy };
  }
  const remedy = 'look tasks up by their id: answers would be graded under wrong questions';
  return { name, status: 'fail', detail: 'gives an answer for a task it never had', remedy };
}

/** Whether nothing asked is nothing answered. */
export async function checkEmptyQuestion(
  client: AgentClient,
  target: CheckTarget,
): Promise<AgentCheck> {
  const name = 'empty question';
  const { failure } = await askOnce(client, target, { text: '' });
  if (failure?.cause === 'agent-timeout' || failure?.cause === 'agent-unreachable') {
    const remedy = 'end an empty question as failed';
    return { name, status: 'warn', detail: failure.message, remedy };
  }
  return failure === undefined
    ? {
        ...{ name, status: 'warn', detail: 'an empty question is answered' },
        remedy: 'fail the task: an answer to nothing hides a lost question',
      }
    : { name, status: 'ok', detail: 'an empty question is refused' };
}
