import type { AgentStats } from '../contracts/agent-protocol.ts';

/** What `/stats` shows; counted where it happens. */
export class AgentCounters {
  messages = 0;
  modelCalls = 0;
  duplicates = 0;
  inFlight = 0;

  snapshot(): AgentStats {
    const { messages, modelCalls, duplicates, inFlight } = this;
    return { messages, modelCalls, duplicates, inFlight };
  }
}
