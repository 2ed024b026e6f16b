import {
  type Message,
  type Part,
  Role,
  type SendMessageRequest,
  type StreamResponse,
  type Task,
} from '@a2a-js/sdk';
import type { Client } from '@a2a-js/sdk/client';
import { TaskNotFoundError } from '@a2a-js/sdk/errors';
import type { AskFile } from './agent-client.ts';
import { toAgentError } from './agent-failure.ts';

interface Question {
  readonly messageId: string;
  readonly text: string;
  readonly files?: readonly AskFile[];
  /** Of the conversation it continues. */
  readonly contextId?: string;
}

/** The calls we make to one agent. All failures are `AgentError`; an abort rethrows its reason. */
export class AgentConnection {
  readonly #url: string;
  readonly #client: Client;
  readonly streaming: boolean;

  constructor(url: string, client: Client, streaming: boolean) {
    this.#url = url;
    this.#client = client;
    this.streaming = streaming;
  }

  send(question: Question, signal: AbortSignal): Promise<Message | Task> {
    return this.#attempt(signal, () => this.#client.sendMessage(requestOf(question), { signal }));
  }

  /** The task as it is now, without its history; undefined when the agent does not know it. */
  getTask(id: string, signal: AbortSignal): Promise<Task | undefined> {
    return this.#attempt(signal, async () => {
      try {
        return await this.#client.getTask({ tenant: '', id, historyLength: 0 }, { signal });
      } catch (error) {
        if (error instanceof TaskNotFoundError) return undefined;
        throw error;
      }
    });
  }

  /** News of a task while it runs. May end, break or stay silent at any time. */
  subscribe(id: string, signal: AbortSignal): AsyncGenerator<StreamResponse, void, undefined> {
    return this.#client.resubscribeTask({ tenant: '', id }, { signal });
  }

  async cancel(id: string, signal: AbortSignal): Promise<void> {
    await this.#attempt(signal, () =>
      this.#client.cancelTask({ tenant: '', id, metadata: undefined }, { signal }),
    );
  }

  async #attempt<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      throw toAgentError(error, this.#url);
    }
  }
}

const requestOf = ({
  messageId,
  text,
  files = [],
  contextId = '',
}: Question): SendMessageRequest => ({
  tenant: '',
  message: {
    messageId,
    contextId,
    taskId: '',
    role: Role.ROLE_USER,
    parts: [textPart(text), ...files.map(filePart)],
    metadata: undefined,
    extensions: [],
    referenceTaskIds: [],
  },
  configuration: {
    acceptedOutputModes: [],
    taskPushNotificationConfig: undefined,
    historyLength: 0,
    returnImmediately: true,
  },
  metadata: undefined,
});

const textPart = (value: string): Part => ({
  content: { $case: 'text', value },
  metadata: undefined,
  filename: '',
  mediaType: 'text/plain',
});

const filePart = ({ name, mediaType, content }: AskFile): Part => ({
  content:
    'url' in content
      ? { $case: 'url', value: content.url }
      : { $case: 'raw', value: Buffer.from(content.bytes) },
  metadata: undefined,
  filename: name,
  mediaType,
});
