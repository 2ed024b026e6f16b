import { type Message, type Part, type Task, TaskState } from '@a2a-js/sdk';
import {
  AgentFailureSchema,
  AgentUsageSchema,
  TOOL_CALLS_ARTIFACT,
  USAGE_ARTIFACT,
} from '../../contracts/agent-protocol.ts';
import { UNKNOWN_USAGE } from '../../domain/agent/usage.ts';
import { AgentError } from '../../domain/errors.ts';
import type { AgentReply } from './agent-client.ts';
import { quotable } from './agent-failure.ts';

/** Artifacts that report on the answer without being part of it. */
const SIDE_ARTIFACTS = new Set([USAGE_ARTIFACT, TOOL_CALLS_ARTIFACT]);

/** Of one reply; ours has at most two. */
const WARNINGS_MAX = 20;

/** A direct reply: agents that answer so report neither usage nor model. */
export function replyOfMessage(message: Message): AgentReply {
  const text = textOf(message.parts);
  assertAnswered(text);
  return {
    text,
    usage: UNKNOWN_USAGE,
    answeredModel: null,
    finishReason: null,
    ...contextOf(message),
  };
}

/**
 * The answer of a settled task, put together as the original benchmark does it: the status
 * message, then every artifact, without a separator.
 * @throws AgentError when the task did not complete or says nothing
 */
export function replyOfTask(task: Task): AgentReply {
  const state = task.status?.state ?? TaskState.TASK_STATE_UNSPECIFIED;
  if (state !== TaskState.TASK_STATE_COMPLETED) throw failureOf(task, state);
  const answers = task.artifacts.filter(({ name }) => !SIDE_ARTIFACTS.has(name));
  const text = [task.status?.message?.parts ?? [], ...answers.map(({ parts }) => parts)]
    .map(textOf)
    .join('');
  assertAnswered(text);
  return { text, ...reportedUsage(task), ...contextOf(task) };
}

const contextOf = ({ contextId }: { readonly contextId: string }) =>
  contextId === '' ? {} : { contextId };

function reportedUsage(task: Task): Omit<AgentReply, 'text' | 'contextId'> {
  const parts = task.artifacts.find(({ name }) => name === USAGE_ARTIFACT)?.parts ?? [];
  const report = AgentUsageSchema.safeParse(dataOf(parts)[0]);
  if (!report.success) return { usage: UNKNOWN_USAGE, answeredModel: null, finishReason: null };
  const { inputTokens, outputTokens, modelCalls, model, finishReason, warnings, ...tools } =
    report.data;
  return {
    usage: { inputTokens, outputTokens, modelCalls },
    answeredModel: model,
    finishReason,
    ...tools,
    ...(warnings && { warnings: warnings.slice(0, WARNINGS_MAX).map(quotable) }),
  };
}

function failureOf(task: Task, state: TaskState): AgentError {
  const parts = task.status?.message?.parts ?? [];
  const name = TaskState[state].replace('TASK_STATE_', '').toLowerCase();
  const facts = { agentTask: task.id, state: name };
  if (
    state === TaskState.TASK_STATE_INPUT_REQUIRED ||
    state === TaskState.TASK_STATE_AUTH_REQUIRED
  ) {
    return new AgentError('protocol-error', `agent stopped in state "${name}": it must answer`, {
      facts,
    });
  }
  for (const data of dataOf(parts)) {
    const report = AgentFailureSchema.safeParse(data);
    if (!report.success) continue;
    const { cause, message, retryAfterMs } = report.data.durabenchError;
    return new AgentError(cause, quotable(message), {
      facts,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  const reason = quotable(textOf(parts)) || 'it gave no reason';
  return new AgentError('agent-failed', `agent ended its task as "${name}": ${reason}`, { facts });
}

function assertAnswered(text: string): void {
  if (text.trim() === '') throw new AgentError('empty-reply', 'agent completed without any text');
}

const textOf = (parts: readonly Part[]): string =>
  parts
    .flatMap(({ content }) => {
      if (content?.$case === 'text') return [content.value];
      if (content?.$case === 'data') return [JSON.stringify(content.value, null, 2)];
      return [];
    })
    .join('\n');

const dataOf = (parts: readonly Part[]): readonly unknown[] =>
  parts.flatMap(({ content }) => (content?.$case === 'data' ? [content.value] : []));
