import OpenAI, { APIConnectionError, APIError } from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { CompatBody } from '../../domain/judge/compat-body.ts';
import type { HttpResult } from '../../domain/judge/compat-transport.ts';
import type { JudgeRequest } from '../../domain/judge/judge-script.ts';
import type { JsonValue } from '../../domain/market/scenario.ts';
import { patientFetch } from '../http/patient-fetch.ts';
import { withinTime } from './bounded-exchange.ts';
import type { JudgeClient, JudgeReply } from './judge-client.ts';
import { FIRST_DIALECT, type JudgeDialect, mendDialect } from './judge-dialect.ts';
import { isOverflow, JudgeFailures, type Refusal } from './judge-failure.ts';
import { listedContextTokens } from './listed-context.ts';
import { completionFacts, readCompletion } from './read-completion.ts';
import { textOf } from './response-text.ts';

export interface OpenAiJudgeOptions {
  /** Ends in /v1. */
  readonly baseUrl: string;
  /** Resolved; it appears in no error. */
  readonly apiKey?: string;
  readonly model: string;
  /** Of one exchange, up to the last byte. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 120_000;
const LOOK_TIMEOUT_MS = 5_000;
const COMPAT_BODY_BYTES_MAX = 1024 * 1024;

export const createOpenAiJudge = (options: OpenAiJudgeOptions): JudgeClient =>
  new OpenAiJudge(options);

/** A judge behind an OpenAI-compatible endpoint. What the endpoint says of itself and refuses of the settings is remembered. */
class OpenAiJudge implements JudgeClient {
  readonly #options: OpenAiJudgeOptions;
  readonly #baseUrl: string;
  readonly #timeoutMs: number;
  readonly #client: OpenAI;
  readonly #failures: JudgeFailures;
  #dialect = FIRST_DIALECT;
  #contextTokens: { readonly reported: number | null } | undefined;

  constructor(options: OpenAiJudgeOptions) {
    this.#options = options;
    this.#baseUrl = options.baseUrl.replace(/\/+$/, '');
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#failures = new JudgeFailures(options);
    this.#client = new OpenAI({
      baseURL: this.#baseUrl,
      apiKey: options.apiKey ?? 'none',
      // Local servers need no key: nothing is sent that looks like one.
      ...(options.apiKey === undefined && { defaultHeaders: { authorization: null } }),
      maxRetries: 0,
      // Ours ends first: it covers the body, and says what it is.
      timeout: 2 * this.#timeoutMs,
      fetch: patientFetch,
      logLevel: 'off',
    });
  }

  async complete(request: JudgeRequest, signal: AbortSignal): Promise<JudgeReply> {
    let dialect = this.#dialect;
    for (;;) {
      try {
        return await this.#complete(bodyOf(request, this.#options.model, dialect), signal);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        const mended = isOverflow(refusal)
          ? undefined
          : mendDialect(dialect, refusal.status, refusal.message);
        if (mended === undefined) throw this.#failures.refused(refusal);
        dialect = mended;
        this.#dialect = mended;
      }
    }
  }

  async post(body: CompatBody, signal: AbortSignal): Promise<HttpResult> {
    const init = { method: 'POST', body: JSON.stringify(body) };
    try {
      return await this.#within(this.#timeoutMs, signal, async (bounded) => {
        const response = await this.#fetch('/chat/completions', init, bounded);
        const text = await textOf(response, COMPAT_BODY_BYTES_MAX);
        const { status, headers } = response;
        if (response.ok) {
          const completion = completionFacts(text);
          return { kind: 'response', status, body: text, ...(completion && { completion }) };
        }
        const refusal = this.#failures.refused({ status, code: '', message: text, headers });
        const { judgeCause, retryAfterMs } = refusal;
        return {
          ...{ kind: 'response', status, body: this.#failures.masked(text) },
          ...(judgeCause === 'throttled' && { throttled: { retryAfterMs } }),
        };
      });
    } catch (error) {
      signal.throwIfAborted();
      return { kind: 'no-response', message: (error as Error).message };
    }
  }

  async contextTokens(signal: AbortSignal): Promise<number | null> {
    this.#contextTokens ??= { reported: await this.#listedContext(signal) };
    return this.#contextTokens.reported;
  }

  #listedContext(signal: AbortSignal): Promise<number | null> {
    return this.#within(LOOK_TIMEOUT_MS, signal, async (bounded) => {
      const response = await this.#fetch('/models', {}, bounded);
      const text = await textOf(response, COMPAT_BODY_BYTES_MAX);
      const { status, headers } = response;
      if (response.ok) return listedContextTokens(text, this.#options.model);
      const failure = this.#failures.refused({ status, code: '', message: text, headers });
      // Some gateways list no models; one that is down or refuses the key says nothing about them.
      if (failure.judgeCause === 'rejected') return null;
      throw failure;
    });
  }

  /** Errors of the API stay as they are; all others become judge errors. */
  #complete(
    body: ChatCompletionCreateParamsNonStreaming,
    signal: AbortSignal,
  ): Promise<JudgeReply> {
    const startedAt = performance.now();
    return this.#within(this.#timeoutMs, signal, async (bounded) => {
      const answer: unknown = await this.#client.chat.completions.create(body, { signal: bounded });
      const reply = readCompletion(answer);
      if (reply === undefined) throw this.#failures.unreadable(foundIn(answer));
      return { ...reply, latencyMs: performance.now() - startedAt };
    });
  }

  #fetch(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const { apiKey } = this.#options;
    const headers = {
      'content-type': 'application/json',
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    };
    return patientFetch(`${this.#baseUrl}${path}`, { ...init, headers, signal });
  }

  #within<T>(
    timeoutMs: number,
    signal: AbortSignal,
    exchange: (bounded: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return withinTime({ failures: this.#failures, refusalOf }, timeoutMs, signal, exchange);
  }
}

function bodyOf(
  { system, user, maxTokens, temperature, schema }: JudgeRequest,
  model: string,
  { sendsTemperature, tokenParameter, replyFormat }: JudgeDialect,
): ChatCompletionCreateParamsNonStreaming {
  return {
    model,
    messages: [
      ...(system === null ? [] : [{ role: 'system', content: system } as const]),
      { role: 'user', content: user },
    ],
    [tokenParameter]: maxTokens,
    ...(temperature !== null && sendsTemperature && { temperature }),
    ...(schema !== undefined && replyFormat !== 'none' && formatOf(schema, replyFormat)),
  };
}

const formatOf = (schema: JsonValue, replyFormat: 'json_schema' | 'json_object') =>
  replyFormat === 'json_object'
    ? { response_format: { type: 'json_object' as const } }
    : {
        response_format: {
          type: 'json_schema' as const,
          json_schema: { name: 'verdict', strict: true, schema: schema as Record<string, unknown> },
        },
      };

/** What the endpoint said when it said no; undefined when something else went wrong. */
function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return undefined;
  const { status, headers, message } = error;
  if (status === undefined) return undefined;
  const code = [error.code, error.type].filter(Boolean).join(' ');
  return { status, code, message, headers };
}

function foundIn(answer: unknown): string {
  if (typeof answer !== 'string') return `no choices: ${JSON.stringify(answer) ?? 'nothing'}`;
  return /^\s*</.test(answer) ? 'a web page' : `something other than JSON: ${answer}`;
}
