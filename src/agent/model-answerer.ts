import type { AgentUsage, ToolCallRecord } from '../contracts/agent-protocol.ts';
import { totalTokens } from '../domain/agent/usage.ts';
import { AgentError } from '../domain/errors.ts';
import type { AgentCounters } from './agent-counters.ts';
import type { Answer, Answerer } from './answerer.ts';
import type { Conversation, ModelEndpoint, ModelTurn, ToolUse } from './model-endpoint.ts';
import { Spending } from './spending.ts';
import { answerCall } from './tool-calls.ts';
import { dropsCalls, refusesTools, ToolSupport } from './tool-support.ts';

const SYSTEM_PROMPT = `You are a finance analyst. Work through the question step by step and show \
each calculation with its numbers. If a figure is missing, say which. End with one line: \
"Answer: <value>", with the unit the question asks for.`;

const TOOL_PROMPT = `${SYSTEM_PROMPT} Use the tools to calculate instead of calculating in your \
head, and put their results into your steps.`;

/** Bounds of one answer; at either of them the model is told to answer without further calls. */
export interface LoopLimits {
  /** Turns of the model, the answer included. */
  readonly roundsMax: number;
  /** Input and output of all turns together. */
  readonly tokensMax: number;
}

const LIMITS: LoopLimits = { roundsMax: 8, tokensMax: 100_000 };

export interface AnswererOptions {
  /** Whether the model is offered the calculators. */
  readonly tools: boolean;
  readonly limits?: LoopLimits;
}

/** One question, one conversation with the model, which may call the calculators on its way. */
export function createModelAnswerer(
  endpoint: ModelEndpoint,
  counters: AgentCounters,
  { tools, limits = LIMITS }: AnswererOptions,
): Answerer {
  const support = new ToolSupport(tools);
  return {
    async answer(question, signal) {
      const spending = new Spending(counters);
      const session = new AnswerSession({ endpoint, support, question, spending, signal });
      return (await session.answerWithTools(limits)) ?? session.answerWithoutTools();
    },
  };
}

interface SessionOptions {
  readonly endpoint: ModelEndpoint;
  readonly support: ToolSupport;
  readonly question: string;
  readonly spending: Spending;
  readonly signal: AbortSignal;
}

/** All that one answer needs and costs. */
class AnswerSession {
  readonly #options: SessionOptions;
  readonly #calls: ToolCallRecord[] = [];

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  async answerWithoutTools(): Promise<Answer> {
    const { signal } = this.#options;
    return this.#toAnswer(await this.#open(SYSTEM_PROMPT).ask(undefined, signal));
  }

  /** Undefined when the endpoint cannot call tools. */
  async answerWithTools({ roundsMax, tokensMax }: LoopLimits): Promise<Answer | undefined> {
    const { support, spending } = this.#options;
    if (!support.isOffered) return undefined;
    const conversation = this.#open(TOOL_PROMPT);
    for (let round = 1; ; round += 1) {
      const spentTokens = totalTokens(spending.usage) ?? 0;
      const isLast = round >= roundsMax || spentTokens >= tokensMax;
      const turn = await this.#askWithTools(conversation, isLast ? 'none' : 'auto', round);
      if (turn === undefined) return undefined;
      if (turn.calls.length === 0) return this.#toAnswer(turn);
      if (isLast) {
        throw new AgentError(
          'agent-failed',
          `the model called tools for ${round} rounds (${spentTokens} tokens) without an answer`,
        );
      }
      support.works();
      const answered = turn.calls.map(answerCall);
      conversation.proceed(answered.map(({ result }) => result));
      this.#calls.push(...answered.map(({ record }) => record));
    }
  }

  async #askWithTools(
    conversation: Conversation,
    toolUse: ToolUse,
    round: number,
  ): Promise<ModelTurn | undefined> {
    const { support, signal } = this.#options;
    try {
      const turn = await conversation.ask(toolUse, signal);
      if (round > 1 || !dropsCalls(turn)) return turn;
      support.lacks('ignored');
      return undefined;
    } catch (error) {
      // Later refusals are about the conversation: the tools themselves have been accepted.
      if (round > 1 || !refusesTools(error)) throw error;
      support.lacks('none');
      return undefined;
    }
  }

  #open(system: string): Conversation {
    const { endpoint, question, spending } = this.#options;
    return endpoint.open({ system, question, spending });
  }

  #toAnswer({ text, model, finishReason }: ModelTurn): Answer {
    if (text === null || text.trim() === '') {
      throw new AgentError('empty-reply', `the model answered without text (${finishReason})`);
    }
    const { endpoint, support, spending } = this.#options;
    const usage: AgentUsage = {
      ...spending.usage,
      model,
      finishReason,
      toolCalls: this.#calls.length,
      toolSupport: this.#calls.length > 0 ? 'used' : support.unused,
      warnings: [...endpoint.warnings],
    };
    return { text, usage, toolCalls: this.#calls };
  }
}
