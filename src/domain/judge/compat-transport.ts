import { isRecord, type JsonValue } from '../scoring/compat/json-value.ts';
import { parsePythonJson } from '../scoring/compat/python-json.ts';
import { codePointLength } from '../scoring/compat/python-text.ts';
import { type CompatBody, compatBody, correctedBody } from './compat-body.ts';
import type { JudgeAnswer, JudgeFailure, JudgeRequest } from './judge-script.ts';

/** One HTTP request to `/chat/completions`. */
export interface CompatRequest {
  readonly body: CompatBody;
  /** Repeats of the same body by the client library; 0 for the first. */
  readonly retryCount: number;
}

/** What a completion says beside its text; the original does not look. */
export interface CompletionFacts {
  readonly model: string | null;
  readonly finishReason: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

export type HttpResult =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly body: string;
      /** Where it is a completion. */
      readonly completion?: CompletionFacts;
      /** The endpoint wants fewer requests, after a pause if it names one. The original does not mind. */
      readonly throttled?: { readonly retryAfterMs?: number | undefined };
    }
  /** The connection failed or the time was up. */
  | { readonly kind: 'no-response'; readonly message: string };

/** A judge call as the original makes it: yields its HTTP requests and takes their results. */
export type CompatCall = Generator<CompatRequest, JudgeAnswer, HttpResult>;

const CONTEXT_TOKENS = 32_768;
const RETRIES_MAX = 2;
const RETRIED_STATUSES = [408, 409, 429];
const SERVER_ERROR_FROM = 500;
const ERROR_FROM = 400;

/**
 * What the original sends for a request, and what it makes of the results. A rejected parameter is
 * corrected once; a second complaint stands.
 */
export function* askCompat(
  request: JudgeRequest,
  model: string,
  contextTokens = CONTEXT_TOKENS,
): CompatCall {
  const misfit = misfitOf(request, contextTokens);
  if (misfit !== undefined) return failed('context-exceeded', misfit);
  const body = compatBody(request, model);
  const answer = yield* send(body);
  if (answer.kind === 'text') return answer;
  const corrected = correctedBody(body, answer.message);
  return corrected === undefined ? answer : yield* send(corrected);
}

const CHARS_PER_TOKEN = 3;
const TOKENS_RESERVED = 100;
const TOKENS_MIN = 50;

/**
 * The original means to lower the limit of a reply that does not fit beside the prompt, and crashes
 * in doing so: whatever does not fit as asked for fails.
 */
function misfitOf(request: JudgeRequest, contextTokens: number): string | undefined {
  const { system, user, maxTokens } = request;
  const chars = codePointLength(user) + codePointLength(system ?? '');
  const tokens = Math.floor(chars / CHARS_PER_TOKEN);
  const available = contextTokens - tokens - TOKENS_RESERVED;
  if (available >= maxTokens) return undefined;
  const error = available < TOKENS_MIN ? 'ValueError' : 'NameError';
  return `${error}: a prompt of about ${tokens} tokens leaves ${available} of ${contextTokens}`;
}

function* send(body: CompatBody): CompatCall {
  let retryCount = 0;
  let result = yield { body, retryCount };
  while (isRetried(result) && retryCount < RETRIES_MAX) {
    retryCount += 1;
    result = yield { body, retryCount };
  }
  return answerOf(result);
}

const isRetried = (result: HttpResult): boolean =>
  result.kind === 'no-response' ||
  RETRIED_STATUSES.includes(result.status) ||
  result.status >= SERVER_ERROR_FROM;

function answerOf(result: HttpResult): JudgeAnswer {
  if (result.kind === 'no-response') return failed('unavailable', result.message);
  const { status, body } = result;
  if (status < ERROR_FROM) return completionOf(body);
  const message = `Error code: ${status} - ${body}`;
  if (isRetried(result)) return failed('unavailable', message);
  return failed(isOverflow(body) ? 'context-exceeded' : 'rejected', message);
}

const isOverflow = (body: string): boolean =>
  body.includes('context_length_exceeded') || body.includes('maximum context length');

function completionOf(body: string): JudgeAnswer {
  const parsed = parsePythonJson(body);
  if (parsed.kind !== 'value' || !isRecord(parsed.value)) {
    return failed('rejected', 'AttributeError: the reply is no JSON object');
  }
  const { choices } = parsed.value;
  if (!Array.isArray(choices)) return failed('rejected', 'TypeError: the reply has no choices');
  const [choice] = choices;
  if (choice === undefined) return failed('rejected', 'IndexError: the list of choices is empty');
  const content = contentOf(choice);
  if (content === null) return { kind: 'text', text: '' };
  if (typeof content === 'string') return { kind: 'text', text: content };
  return failed('rejected', 'AttributeError: the first choice holds no text');
}

/** Of the first choice's message; `undefined` where there is none. */
function contentOf(choice: JsonValue): JsonValue | undefined {
  const message = isRecord(choice) ? choice.message : undefined;
  return message !== undefined && isRecord(message) ? message.content : undefined;
}

const failed = (reason: JudgeFailure, message: string): JudgeAnswer => ({
  kind: 'failed',
  reason,
  message,
});
