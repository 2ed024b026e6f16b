import { type Message, type Part, TaskState } from '@a2a-js/sdk';
import {
  AgentEvent,
  type AgentExecutor,
  type ExecutionEventBus,
  type RequestContext,
} from '@a2a-js/sdk/server';
import { redactMessage } from '../adapters/artifacts/redact.ts';
import {
  type AgentFailure,
  isReportedCause,
  TOOL_CALLS_ARTIFACT,
  USAGE_ARTIFACT,
} from '../contracts/agent-protocol.ts';
import { AgentError } from '../domain/errors.ts';
import { agentMessage, dataPart, newArtifact, textPart } from './a2a-parts.ts';
import type { AgentCounters } from './agent-counters.ts';
import type { Answer, Answerer } from './answerer.ts';

interface RunningTask {
  readonly contextId: string;
  readonly abort: AbortController;
}

/** Turns a question into an A2A task: working, then completed, failed or canceled. */
export class AnswerExecutor implements AgentExecutor {
  readonly #answerer: Answerer;
  readonly #counters: AgentCounters;
  readonly #running = new Map<string, RunningTask>();

  constructor(answerer: Answerer, counters: AgentCounters) {
    this.#answerer = answerer;
    this.#counters = counters;
  }

  async execute(
    { taskId, contextId, userMessage }: RequestContext,
    bus: ExecutionEventBus,
  ): Promise<void> {
    const abort = new AbortController();
    this.#running.set(taskId, { contextId, abort });
    this.#counters.inFlight += 1;
    publishStart(bus, taskId, contextId);
    try {
      const answer = await this.#answerer.answer(questionOf(userMessage), abort.signal);
      if (!abort.signal.aborted) publishAnswer(bus, taskId, contextId, answer);
    } catch (error) {
      // Whoever cancelled has published the end already.
      if (!abort.signal.aborted) publishFailure(bus, taskId, contextId, error);
    } finally {
      this.#running.delete(taskId);
      this.#counters.inFlight -= 1;
    }
  }

  async cancelTask(taskId: string, bus: ExecutionEventBus): Promise<void> {
    const running = this.#running.get(taskId);
    if (running === undefined) return;
    running.abort.abort(new Error('the caller cancelled the task'));
    publishState(bus, taskId, running.contextId, TaskState.TASK_STATE_CANCELED, []);
  }

  /** Ends all calls to the model; for shutdown. */
  abortAll(): void {
    for (const { abort } of this.#running.values()) abort.abort(new Error('the agent shuts down'));
  }
}

function questionOf(message: Message): string {
  const texts = message.parts.flatMap(({ content }) =>
    content?.$case === 'text' ? [content.value] : [],
  );
  const question = texts.join('\n');
  if (question.trim() === '') {
    throw new AgentError(
      'agent-failed',
      'the message holds no text part: send the question as text',
    );
  }
  return question;
}

function publishStart(bus: ExecutionEventBus, id: string, contextId: string): void {
  const status = {
    state: TaskState.TASK_STATE_WORKING,
    message: undefined,
    timestamp: new Date().toISOString(),
  };
  const task = { id, contextId, status, artifacts: [], history: [], metadata: undefined };
  bus.publish(AgentEvent.task(task));
}

function publishAnswer(
  bus: ExecutionEventBus,
  taskId: string,
  contextId: string,
  { text, usage, toolCalls = [] }: Answer,
): void {
  for (const artifact of [
    ...(toolCalls.length > 0
      ? [newArtifact(TOOL_CALLS_ARTIFACT, dataPart({ tool_calls: toolCalls }))]
      : []),
    newArtifact('answer', textPart(text)),
    newArtifact(USAGE_ARTIFACT, dataPart(usage)),
  ]) {
    bus.publish(
      AgentEvent.artifactUpdate({
        taskId,
        contextId,
        artifact,
        append: false,
        lastChunk: true,
        metadata: undefined,
      }),
    );
  }
  publishState(bus, taskId, contextId, TaskState.TASK_STATE_COMPLETED, []);
}

function publishFailure(
  bus: ExecutionEventBus,
  taskId: string,
  contextId: string,
  error: unknown,
): void {
  const message = redactMessage(error instanceof Error ? error.message : String(error));
  const known = error instanceof AgentError ? error : undefined;
  const report: AgentFailure = {
    durabenchError: {
      cause: known && isReportedCause(known.agentCause) ? known.agentCause : 'agent-failed',
      message,
      ...(known?.retryAfterMs === undefined ? {} : { retryAfterMs: known.retryAfterMs }),
    },
  };
  const parts = [textPart(message), dataPart(report)];
  publishState(bus, taskId, contextId, TaskState.TASK_STATE_FAILED, parts);
}

function publishState(
  bus: ExecutionEventBus,
  taskId: string,
  contextId: string,
  state: TaskState,
  parts: Part[],
): void {
  const message = parts.length === 0 ? undefined : agentMessage(taskId, contextId, parts);
  bus.publish(
    AgentEvent.statusUpdate({
      taskId,
      contextId,
      status: { state, message, timestamp: new Date().toISOString() },
      metadata: undefined,
    }),
  );
}
