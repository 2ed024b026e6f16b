import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentClient, AgentReply, AskRequest } from '../../src/adapters/a2a/agent-client.ts';
import { UNKNOWN_USAGE, type Usage } from '../../src/domain/agent/usage.ts';
import { correctAnswer } from '../../src/domain/dataset/oracle-answers.ts';
import type { QuestionTask } from '../../src/domain/dataset/task.ts';
import { AgentError } from '../../src/domain/errors.ts';

type Answer = string | AgentError;
export type Behaviour = (request: AskRequest, call: number) => Answer | Promise<Answer>;

export interface AgentOptions {
  readonly delayMs?: number;
  /** Answers also when nobody waits any more. */
  readonly deaf?: boolean;
  /** Of every answer; unknown by default. */
  readonly usage?: Usage;
}

const NEVER = new AbortController().signal;

/** Answers without a network. Counts what it is asked, by message id. */
export class InProcessAgent implements AgentClient {
  readonly asked: string[] = [];
  readonly questions: string[] = [];
  readonly cancelled: string[] = [];
  inFlight = 0;
  inFlightMax = 0;
  /** May be replaced while a run goes on. */
  behave: Behaviour;
  readonly #delayMs: number;
  readonly #deaf: boolean;
  readonly #usage: Usage;

  constructor(
    behave: Behaviour,
    { delayMs = 0, deaf = false, usage = UNKNOWN_USAGE }: AgentOptions = {},
  ) {
    this.behave = behave;
    this.#delayMs = delayMs;
    this.#deaf = deaf;
    this.#usage = usage;
  }

  async ask(request: AskRequest, wanted: AbortSignal): Promise<AgentReply> {
    const signal = this.#deaf ? NEVER : wanted;
    const call = this.asked.push(request.messageId);
    this.questions.push(request.text);
    this.inFlight += 1;
    this.inFlightMax = Math.max(this.inFlightMax, this.inFlight);
    try {
      await request.onAgentTask(`agent-task-${request.messageId}`);
      if (this.#delayMs > 0) await sleep(this.#delayMs, undefined, { signal });
      const answer = await unlessAborted(this.behave(request, call), signal);
      if (answer instanceof AgentError) throw answer;
      return { text: answer, usage: this.#usage, answeredModel: null, finishReason: 'stop' };
    } finally {
      this.inFlight -= 1;
    }
  }

  async resume(): Promise<undefined> {
    // It remembers nothing, so every lost reply shows as a second call.
    return undefined;
  }

  async cancel(_url: string, agentTaskId: string): Promise<void> {
    this.cancelled.push(agentTaskId);
  }
}

/** Right answers to these tasks. */
export function answering(tasks: readonly QuestionTask[]): Behaviour {
  const answers = new Map(tasks.map((task) => [task.question, correctAnswer(task)]));
  return ({ text }) => answers.get(text) ?? new AgentError('agent-failed', 'not one of my tasks');
}

/** Answers that are held back until `open` is called; one gate for any number of callers. */
export class Gate {
  readonly #opened = Promise.withResolvers<void>();
  readonly opened: Promise<void> = this.#opened.promise;
  readonly open = (): void => this.#opened.resolve();
}

async function unlessAborted<T>(answer: T | Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
