import type { ChatRequest } from './chat-request.ts';

export interface Completion {
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: unknown }[];
  readonly finishReason: 'stop' | 'length' | 'tool_calls';
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** A loaded model. */
export interface ChatEngine {
  readonly model: string;
  /** Prompt and answer of one request. */
  readonly contextTokens: number;
  /**
   * @param onText is given the answer piece by piece; nothing when it is a tool call
   * @throws ApiError for requests that cannot be served, the abort reason when aborted
   */
  complete(
    request: ChatRequest,
    signal: AbortSignal,
    onText?: (text: string) => void,
  ): Promise<Completion>;
  close(): Promise<void>;
}
