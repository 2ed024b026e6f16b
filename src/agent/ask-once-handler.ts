import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AgentCard,
  SendMessageRequest,
  StreamResponse,
  SubscribeToTaskRequest,
  Task,
} from '@a2a-js/sdk';
import { A2AError, RequestMalformedError } from '@a2a-js/sdk/errors';
import {
  type AgentExecutor,
  DefaultRequestHandler,
  type ServerCallContext,
} from '@a2a-js/sdk/server';
import type { AgentCounters } from './agent-counters.ts';
import { BoundedTaskStore, isSettled } from './bounded-task-store.ts';

const REMEMBERED_MAX = 2_000;
const SETTLED_POLL_MS = 25;

/**
 * Makes one task of a message however often it arrives: a caller that lost our reply gets the same
 * task again, and the model is not paid twice. All ways to send go through the non-blocking one.
 */
export class AskOnceHandler extends DefaultRequestHandler {
  readonly #tasks: BoundedTaskStore;
  readonly #counters: AgentCounters;
  readonly #asked = new Map<string, Promise<string>>();

  constructor(card: AgentCard, executor: AgentExecutor, counters: AgentCounters) {
    const tasks = new BoundedTaskStore(REMEMBERED_MAX);
    super(card, tasks, executor);
    this.#tasks = tasks;
    this.#counters = counters;
  }

  override async sendMessage(request: SendMessageRequest, context: ServerCallContext) {
    const id = await this.#askOnce(request, context);
    const { returnImmediately, historyLength } = request.configuration ?? {};
    if (returnImmediately !== true) await this.#awaitSettled(id);
    return this.getTask(
      { tenant: request.tenant, id, ...(historyLength === undefined ? {} : { historyLength }) },
      context,
    );
  }

  override async *sendMessageStream(
    request: SendMessageRequest,
    context: ServerCallContext,
  ): AsyncGenerator<StreamResponse, void, undefined> {
    const id = await this.#askOnce(request, context);
    yield* this.resubscribe({ tenant: request.tenant, id }, context);
  }

  /** A task that settled before its caller came to listen is told whole, not refused. */
  override async *resubscribe(
    request: SubscribeToTaskRequest,
    context: ServerCallContext,
  ): AsyncGenerator<StreamResponse, void, undefined> {
    const task = await this.#tasks.load(request.id);
    if (task !== undefined && isSettled(task)) yield { payload: { $case: 'task', value: task } };
    else yield* super.resubscribe(request, context);
  }

  async #askOnce(request: SendMessageRequest, context: ServerCallContext): Promise<string> {
    const messageId = request.message?.messageId;
    if (!messageId) throw new RequestMalformedError('message.messageId is required');
    this.#counters.messages += 1;
    const known = this.#asked.get(messageId);
    if (known !== undefined && (await this.#tasks.load(await known)) !== undefined) {
      this.#counters.duplicates += 1;
      return known;
    }
    const asked = this.#ask(request, context);
    this.#remember(messageId, asked);
    return asked;
  }

  async #ask(request: SendMessageRequest, context: ServerCallContext): Promise<string> {
    const configuration = {
      acceptedOutputModes: [],
      taskPushNotificationConfig: undefined,
      ...request.configuration,
      returnImmediately: true,
    };
    const task = await super.sendMessage({ ...request, configuration }, context);
    if (!('status' in task)) throw new A2AError('the executor answered without a task');
    return task.id;
  }

  #remember(messageId: string, asked: Promise<string>): void {
    this.#asked.delete(messageId);
    this.#asked.set(messageId, asked);
    asked.catch(() => this.#asked.delete(messageId));
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > REMEMBERED_MAX && oldest !== undefined) this.#asked.delete(oldest);
  }

  async #awaitSettled(id: string): Promise<void> {
    let task: Task | undefined = await this.#tasks.load(id);
    while (task !== undefined && !isSettled(task)) {
      await sleep(SETTLED_POLL_MS);
      task = await this.#tasks.load(id);
    }
  }
}
