import type { Spending } from './spending.ts';

/** The caller decides how long to wait and cancels; this only ends calls nobody can still want. */
export const MODEL_TIMEOUT_MS = 6 * 3_600_000;

export interface RequestedCall {
  readonly id: string;
  readonly name: string;
  /** JSON, if the model got it right. */
  readonly arguments: string;
}

export interface ModelTurn {
  /** Null for a turn of calls only. */
  readonly text: string | null;
  readonly calls: readonly RequestedCall[];
  readonly model: string | null;
  /** In the words of OpenAI whatever the endpoint speaks: `stop`, `length`, `tool_calls`, … */
  readonly finishReason: string | null;
}

export interface CallResult {
  readonly callId: string;
  /** JSON, whole. */
  readonly text: string;
  readonly isError: boolean;
}

/** `auto`: the model may call. `none`: it sees the tools, since it has used them, and must answer. */
export type ToolUse = 'auto' | 'none';

/** The shape an answer must have, for endpoints that can hold a model to one. */
export interface AnswerShape {
  readonly name: string;
  /** JSON schema. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface Opening {
  readonly system: string;
  readonly question: string;
  /** Charged for every turn. */
  readonly spending: Spending;
  readonly shape?: AnswerShape;
  /** Where less than the configured tokens of a completion will do. */
  readonly maxTokens?: number;
}

/** One question and all turns towards its answer. */
export interface Conversation {
  /**
   * The next turn of the model; without `toolUse` it is offered no tools. Asked again only for a
   * setting that the endpoint refuses by name. An abort rethrows its reason.
   * @throws AgentError
   */
  ask(toolUse: ToolUse | undefined, signal: AbortSignal): Promise<ModelTurn>;
  /** Goes on after a turn of calls, with one result for each of them, in order. */
  proceed(results: readonly CallResult[]): void;
}

/** One model behind one endpoint. Retries are the caller's, who counts what they cost. */
export interface ModelEndpoint {
  /** Settings that do not reach the model as configured. */
  readonly warnings: readonly string[];
  open(opening: Opening): Conversation;
}
