import { createHash } from 'node:crypto';
import { Context } from '@temporalio/activity';
import type { AgentClient, AgentReply, AskFile } from '../src/adapters/a2a/agent-client.ts';
import type { Reply } from '../src/contracts/records.ts';
import { AgentError } from '../src/domain/errors.ts';
import { inspectReply } from '../src/domain/firewall/inspect-reply.ts';
import type { CallLog, OpenCall } from './call-log.ts';
import type { OpenGate } from './endpoint-gate.ts';
import type { GradedReply } from './outcome.ts';
import { TimeLimit } from './time-limit.ts';

export interface Question {
  /** Names the task in its round: equal for every attempt. */
  readonly key: string;
  readonly text: string;
  /** Read when the question is sent. */
  readonly files?: () => Promise<readonly AskFile[]>;
  readonly timeoutMs: number;
  /** Of questions that follow each other; its id is what the agent's last reply named. */
  readonly conversation?: { readonly contextId?: string };
  /** Whether a provider's error that comes as text is refused. The original grades it. */
  readonly refusesErrors: boolean;
}

interface Asking {
  readonly client: AgentClient;
  readonly log: CallLog;
  readonly gate: OpenGate;
  readonly question: Question;
  /** The call this attempt waits for; 0 before there is one. */
  call: number;
  agentTask: OpenCall | undefined;
}

/**
 * One answer from the agent, paid for at most once where the agent lets us: a call whose agent task
 * is known is taken up again, a new one is announced on disk first.
 * A task nobody will wait for any more is cancelled; after a worker's shutdown somebody will.
 * @throws AgentError, after the failure is in the log. An abort rethrows its reason.
 */
export async function askAgent(
  client: AgentClient,
  log: CallLog,
  gate: OpenGate,
  question: Question,
  signal: AbortSignal,
): Promise<GradedReply> {
  const asking: Asking = { client, log, gate, question, call: 0, agentTask: await log.openCall() };
  using limit = new TimeLimit(question.timeoutMs, signal);
  const started = performance.now();
  let reply: AgentReply;
  try {
    reply = await answer(asking, limit.signal);
  } catch (error) {
    const agentError = timedOut(error, limit, question.timeoutMs);
    if (agentError === undefined) {
      await cancelIfUnwanted(asking);
      throw error;
    }
    if (agentError.agentCause === 'agent-timeout') await cancelAgentTask(asking);
    await log.fail(asking.call, agentError.agentCause, agentError.message, new Date());
    throw agentError;
  }
  const { contextId, ...answered } = reply;
  const record: Reply = {
    schemaVersion: 1,
    call: asking.call,
    ...answered,
    ...(question.conversation && contextId !== undefined && { contextId }),
    latencyMs: Math.round(performance.now() - started),
    receivedAt: new Date().toISOString(),
    ...deploymentOf(gate.record),
  };
  if (question.refusesErrors) await refuseProviderError(log, record);
  return log.finish(record);
}

/** Agents pass on what their provider says. Its error is no answer: it is kept, and asked again. */
async function refuseProviderError(log: CallLog, reply: Reply): Promise<void> {
  const verdict = inspectReply(reply.text, reply);
  if (verdict.kind !== 'instrument' || verdict.reason !== 'provider-error') return;
  const message = `the reply is a provider's error, by rule "${verdict.rule}": "${verdict.evidence}"`;
  await log.keepRefused(reply);
  await log.fail(reply.call, 'provider-error', message, new Date());
  throw new AgentError('provider-error', message);
}

async function answer(asking: Asking, signal: AbortSignal): Promise<AgentReply> {
  const { client, log, gate, question, agentTask: open } = asking;
  const { agentUrl, record } = gate;
  if (open !== undefined) {
    asking.call = open.call;
    const resumed = await client.resume(agentUrl, open.a2aTaskId, signal);
    if (resumed !== undefined) return resumed;
    asking.agentTask = undefined;
  }
  const files = (await question.files?.()) ?? [];
  const messageId = messageIdOf(question.key, (await log.failures()).length);
  const activityAttempt = Context.current().info.attempt;
  asking.call = await log.begin(() => ({
    messageId,
    activityAttempt,
    startedAt: new Date().toISOString(),
    ...deploymentOf(record),
  }));
  const onAgentTask = async (a2aTaskId: string): Promise<void> => {
    asking.agentTask = { call: asking.call, agentUrl, a2aTaskId };
    await log.agentTask(asking.call, agentUrl, a2aTaskId);
  };
  const { text, conversation } = question;
  return client.ask(
    {
      url: agentUrl,
      messageId,
      text,
      ...(files.length > 0 && { files }),
      ...conversation,
      onAgentTask,
    },
    signal,
  );
}

/** A run cancelled by its user wants no answer; the call must not look as if one might come. */
async function cancelIfUnwanted(asking: Asking): Promise<void> {
  const unwanted = Context.current().cancellationDetails?.cancelRequested === true;
  if (!unwanted || asking.agentTask === undefined) return;
  await cancelAgentTask(asking);
  await asking.log.fail(asking.agentTask.call, 'cancelled', 'the run was cancelled', new Date());
}

async function cancelAgentTask({ client, gate, agentTask }: Asking): Promise<void> {
  if (agentTask !== undefined) await client.cancel(gate.agentUrl, agentTask.a2aTaskId);
}

/**
 * Changes only when a call has ended in failure: an attempt that merely lost its reply asks with
 * the same id, and an agent that remembers ids answers from memory.
 */
const messageIdOf = (key: string, failedCalls: number): string =>
  createHash('sha256').update(`${key}#${failedCalls}`).digest('hex').slice(0, 32);

const deploymentOf = ({ deploymentId }: OpenGate['record']) =>
  deploymentId === undefined ? {} : { deploymentId };

function timedOut(error: unknown, limit: TimeLimit, timeoutMs: number): AgentError | undefined {
  if (error instanceof AgentError) return error;
  if (!limit.passed) return undefined;
  return new AgentError('agent-timeout', `no answer within ${timeoutMs / 1000} s`);
}
