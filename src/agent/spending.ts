import { addUsage, UNKNOWN_USAGE, type Usage } from '../domain/agent/usage.ts';
import type { AgentCounters } from './agent-counters.ts';

/** What one answer has cost so far, failed attempts included. */
export class Spending {
  readonly #counters: AgentCounters;
  #usage: Usage = UNKNOWN_USAGE;

  constructor(counters: AgentCounters) {
    this.#counters = counters;
  }

  get usage(): Usage {
    return this.#usage;
  }

  /** Before it is sent: a call that fails was made all the same. */
  beginCall(): void {
    this.#counters.modelCalls += 1;
    this.#usage = addUsage(this.#usage, { ...UNKNOWN_USAGE, modelCalls: 1 });
  }

  /** Null where the endpoint does not say. */
  addTokens(inputTokens: number | null, outputTokens: number | null): void {
    this.#usage = addUsage(this.#usage, { inputTokens, outputTokens, modelCalls: null });
  }
}
