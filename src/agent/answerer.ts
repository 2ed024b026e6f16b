import type { AgentUsage, ToolCallRecord } from '../contracts/agent-protocol.ts';

export interface Answer {
  readonly text: string;
  readonly usage: AgentUsage;
  /** In order; absent from agents without tools. */
  readonly toolCalls?: readonly ToolCallRecord[];
}

/** The thinking part of an agent. Failures are `AgentError`; an abort rethrows its reason. */
export interface Answerer {
  answer(question: string, signal: AbortSignal): Promise<Answer>;
}

/** What an answer costs that no model was asked for. */
export const NO_MODEL_USAGE: AgentUsage = {
  inputTokens: 0,
  outputTokens: 0,
  modelCalls: 0,
  model: null,
  finishReason: null,
};
