import type { CompatBody } from '../../domain/judge/compat-body.ts';
import type { HttpResult } from '../../domain/judge/compat-transport.ts';
import type { JudgeRequest } from '../../domain/judge/judge-script.ts';

/** What the judge said, and what it cost. */
export interface JudgeReply {
  readonly text: string;
  /** As the endpoint names it. */
  readonly finishReason: string | null;
  /** The model that answered, as the endpoint names it. */
  readonly model: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly latencyMs: number;
}

/** One endpoint that judges. Every method is one exchange: who asks again is the caller's matter. */
export interface JudgeClient {
  /** Tokens of context that the endpoint reports for the model; null when it reports none. */
  contextTokens(signal: AbortSignal): Promise<number | null>;
  /** @throws JudgeError */
  complete(request: JudgeRequest, signal: AbortSignal): Promise<JudgeReply>;
  /** Sends a body as it is and returns whatever comes back: the original's way of asking. */
  post(body: CompatBody, signal: AbortSignal): Promise<HttpResult>;
}
