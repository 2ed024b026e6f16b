import type { AgentClient, AgentReply, AskRequest } from '../../src/adapters/a2a/agent-client.ts';
import { UNKNOWN_USAGE, type Usage } from '../../src/domain/agent/usage.ts';
import { AgentError } from '../../src/domain/errors.ts';

type Answer = string | AgentError;
type Thought = (request: AskRequest, call: number) => Answer | Promise<Answer>;

/** Works on when its caller is gone, and answers whoever takes the task up, until it forgets. */
export class RememberingAgent implements AgentClient {
  readonly asked: AskRequest[] = [];
  readonly resumed: string[] = [];
  readonly cancelled: string[] = [];
  readonly #tasks = new Map<string, Promise<Answer>>();
  /** The conversation of every task. */
  readonly #contexts = new Map<string, string>();
  readonly #think: Thought;
  readonly #usage: Usage;

  constructor(think: Thought, usage = UNKNOWN_USAGE) {
    this.#think = think;
    this.#usage = usage;
  }

  async ask(request: AskRequest, signal: AbortSignal): Promise<AgentReply> {
    const call = this.asked.push(request);
    const id = `agent-task-${call}`;
    const answer = (async () => this.#think(request, call))();
    answer.catch(() => undefined); // Its caller sees the failure; nobody else needs to.
    this.#tasks.set(id, answer);
    this.#contexts.set(id, request.contextId ?? `context-${call}`);
    await request.onAgentTask(id);
    return this.#replyOf(id, answer, signal);
  }

  async resume(_url: string, id: string, signal: AbortSignal): Promise<AgentReply | undefined> {
    this.resumed.push(id);
    const answer = this.#tasks.get(id);
    return answer && this.#replyOf(id, answer, signal);
  }

  async cancel(_url: string, id: string): Promise<void> {
    this.cancelled.push(id);
  }

  forget(): void {
    this.#tasks.clear();
  }

  async #replyOf(id: string, answering: Promise<Answer>, signal: AbortSignal): Promise<AgentReply> {
    const text = await unlessAborted(answering, signal);
    if (text instanceof AgentError) throw text;
    const contextId = this.#contexts.get(id) ?? '';
    return { text, usage: this.#usage, answeredModel: null, finishReason: 'stop', contextId };
  }
}

/** Never answers. */
export const silence = (): Promise<never> => new Promise(() => undefined);

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return Promise.race([work, aborted]);
}
