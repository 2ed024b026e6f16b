import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentClient, AgentReply, AskRequest } from '../../src/adapters/a2a/agent-client.ts';
import type { AgentError } from '../../src/domain/errors.ts';

export interface TradingAgentOptions {
  readonly delayMs?: number;
  readonly tokens?: number;
  /** What it says to its n-th message, from 1; holds by default. */
  readonly decide?: (call: number, request: AskRequest) => string | AgentError;
  /** The conversation it answers in; keeps what it is sent by default, opening one a start. */
  readonly contextOf?: (call: number, sent: string | undefined) => string;
}

export const HOLD = '{"action":"HOLD","size":0}';

/** Trades without a network. Counts what it is asked, by message and conversation. */
export class TradingAgent implements AgentClient {
  readonly requests: AskRequest[] = [];
  inFlight = 0;
  inFlightMax = 0;
  options: TradingAgentOptions;

  constructor(options: TradingAgentOptions = {}) {
    this.options = options;
  }

  async ask(request: AskRequest, signal: AbortSignal): Promise<AgentReply> {
    const call = this.requests.push(request);
    const { delayMs = 0, tokens, decide = () => HOLD, contextOf } = this.options;
    this.inFlight += 1;
    this.inFlightMax = Math.max(this.inFlightMax, this.inFlight);
    try {
      await request.onAgentTask(`agent-task-${request.messageId}`);
      if (delayMs > 0) await sleep(delayMs, undefined, { signal });
      const answer = decide(call, request);
      if (typeof answer !== 'string') throw answer;
      const usage = { inputTokens: tokens ?? null, outputTokens: 0, modelCalls: 1 };
      const contextId = contextOf?.(call, request.contextId) ?? request.contextId ?? `c${call}`;
      return { text: answer, usage, answeredModel: null, finishReason: 'stop', contextId };
    } finally {
      this.inFlight -= 1;
    }
  }

  async resume(): Promise<undefined> {
    // It remembers no task, so every lost reply shows as a second message.
    return undefined;
  }

  async cancel(): Promise<void> {}
}
