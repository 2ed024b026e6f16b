import type { AgentClient, AgentReply, AskRequest } from '../../src/adapters/a2a/agent-client.ts';
import { UNKNOWN_USAGE } from '../../src/domain/agent/usage.ts';
import { AgentError } from '../../src/domain/errors.ts';

type Answer = string | AgentError;
type Thought = (request: AskRequest, call: number) => Answer | Promise<Answer>;

/** Works on when its caller is gone, and answers whoever takes the task up, until it forgets. */
export class RememberingAgent implements AgentClient {
  readonly asked: AskRequest[] = [];
  readonly resumed: string[] = [];
  readonly cancelled: string[] = [];
  readonly #tasks = new Map<string, Promise<Answer>>();
  readonly #think: Thought;

  constructor(think: Thought) {
    this.#think = think;
  }

  async ask(request: AskRequest, signal: AbortSignal): Promise<AgentReply> {
    const call = this.asked.push(request);
    const id = `agent-task-${call}`;
    const answer = (async () => this.#think(request, call))();
    answer.catch(() => undefined); // Its caller sees the failure; nobody else needs to.
    this.#tasks.set(id, answer);
    await request.onAgentTask(id);
    return replyOf(answer, signal);
  }

  async resume(_url: string, id: string, signal: AbortSignal): Promise<AgentReply | undefined> {
    this.resumed.push(id);
    const answer = this.#tasks.get(id);
    return answer && replyOf(answer, signal);
  }

  async cancel(_url: string, id: string): Promise<void> {
    this.cancelled.push(id);
  }

  forget(): void {
    this.#tasks.clear();
  }
}

/** Never answers. */
export const silence = (): Promise<never> => new Promise(() => undefined);

async function replyOf(answering: Promise<Answer>, signal: AbortSignal): Promise<AgentReply> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  const answer = await Promise.race([answering, aborted]);
  if (answer instanceof AgentError) throw answer;
  return { text: answer, usage: UNKNOWN_USAGE, answeredModel: null, finishReason: 'stop' };
}
