import { z } from 'zod';
import { DeploymentError } from '../../domain/errors.ts';
import { redactMessage } from '../artifacts/redact.ts';

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });
const Completion = z.object({
  model: z.string().optional(),
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          reasoning: z.string().nullish(),
          reasoning_content: z.string().nullish(),
        }),
      }),
    )
    .min(1),
  usage: z.object({ completion_tokens: z.number() }).nullish(),
});

const LOOK_TIMEOUT_MS = 5_000;
const COMPLETION_TIMEOUT_MS = 120_000;
/** Enough for reasoning models to begin an answer. */
const PROBE_TOKENS = 16;

export interface EndpointOptions {
  /** Ends in /v1. */
  readonly baseUrl: string;
  /** Resolved; it appears in no error. */
  readonly apiKey?: string;
  readonly lookTimeoutMs?: number;
  readonly completionTimeoutMs?: number;
}

export interface ProbeCompletion {
  /** As the endpoint says it; some do not. */
  readonly answeredModel: string | undefined;
  readonly latencyMs: number;
}

/** What is needed of an OpenAI-compatible endpoint to know that it works. All failures are `DeploymentError`. */
export class OpenAiEndpoint {
  readonly #options: EndpointOptions;

  constructor(options: EndpointOptions) {
    this.#options = options;
  }

  /** Ids of the models on offer. */
  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    const { lookTimeoutMs = LOOK_TIMEOUT_MS } = this.#options;
    const { data } = await this.#ask('/models', {}, ModelList, lookTimeoutMs, signal);
    return data.map(({ id }) => id);
  }

  /** One real, short request; an answer without any content is a failure too. */
  async complete(model: string, signal: AbortSignal): Promise<ProbeCompletion> {
    const startedAt = performance.now();
    const answer = await this.#completeWith('max_tokens', model, signal).catch((error: unknown) => {
      // Newer OpenAI models refuse the old name of the limit.
      if (!String(error).includes('max_completion_tokens')) throw error;
      return this.#completeWith('max_completion_tokens', model, signal);
    });
    const latencyMs = performance.now() - startedAt;
    const message = answer.choices[0]?.message;
    const text = message?.content || message?.reasoning || message?.reasoning_content;
    // Hosted reasoning models keep their first tokens to themselves and only count them.
    if (!text && !answer.usage?.completion_tokens) {
      throw this.#failure('answered a test question with nothing: look at the server log', false);
    }
    return { answeredModel: answer.model, latencyMs };
  }

  /** Resolves when anything speaks HTTP there, whatever it says. */
  async reach(signal: AbortSignal): Promise<void> {
    const { lookTimeoutMs = LOOK_TIMEOUT_MS } = this.#options;
    const response = await this.#fetch('/models', {}, lookTimeoutMs, signal);
    await response.body?.cancel();
    if (response.status >= 500) throw this.#failure(`answered ${response.status}`, true);
  }

  #completeWith(limit: 'max_tokens' | 'max_completion_tokens', model: string, signal: AbortSignal) {
    const { completionTimeoutMs = COMPLETION_TIMEOUT_MS } = this.#options;
    const messages = [{ role: 'user', content: 'What is 2 + 2?' }];
    const body = JSON.stringify({ model, messages, [limit]: PROBE_TOKENS });
    const init = { method: 'POST', body };
    return this.#ask('/chat/completions', init, Completion, completionTimeoutMs, signal);
  }

  async #ask<T>(
    path: string,
    init: RequestInit,
    schema: z.ZodType<T>,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<T> {
    const response = await this.#fetch(path, init, timeoutMs, signal);
    const text = await response.text().catch((error: unknown) => {
      signal.throwIfAborted();
      throw this.#failure('broke off its answer', true, error);
    });
    if (!response.ok) throw this.#refusal(path, response.status, text);
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    const found = /^\s*</.test(text) ? 'a web page' : 'something else';
    throw this.#failure(
      `answered ${path} with ${found}, not as the OpenAI API does: the base URL usually ends in /v1`,
      false,
    );
  }

  async #fetch(path: string, init: RequestInit, timeoutMs: number, signal: AbortSignal) {
    const { baseUrl, apiKey } = this.#options;
    const headers = {
      'content-type': 'application/json',
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    };
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    try {
      return await fetch(`${baseUrl}${path}`, { ...init, headers, signal: bounded });
    } catch (error) {
      signal.throwIfAborted();
      const isTimeout = (error as Error).name === 'TimeoutError';
      const problem = isTimeout ? `did not answer ${path} in ${timeoutMs} ms` : 'cannot be reached';
      throw this.#failure(`${problem}: is the server running at this address?`, true, error);
    }
  }

  #refusal(path: string, status: number, text: string): DeploymentError {
    const remedy = REMEDIES[status];
    // Masked before it is cut: half a key is found by no filter.
    const masked = redactMessage(this.#withoutKey(text));
    const said = masked.replace(/\s+/g, ' ').trim().slice(0, 300);
    const isTransient = status === 408 || status === 429 || status >= 500;
    return this.#failure(
      `answered ${path} with ${status}${remedy ? ` (${remedy})` : ''}: ${said}`,
      isTransient,
    );
  }

  #failure(problem: string, retryable: boolean, cause?: unknown): DeploymentError {
    const { origin, pathname } = new URL(this.#options.baseUrl);
    const address = `${origin}${pathname}`;
    return new DeploymentError(
      this.#withoutKey(`model endpoint ${address} ${problem}`),
      retryable,
      { baseUrl: address },
      cause === undefined ? {} : { cause },
    );
  }

  /** Some providers repeat the rejected key in their answer. */
  #withoutKey(message: string): string {
    const { apiKey } = this.#options;
    return apiKey ? message.replaceAll(apiKey, '[key]') : message;
  }
}

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'set the right llm_api_key',
  403: 'this key may not use it',
  404: 'no such path or model; the base URL usually ends in /v1',
  429: 'rate or spending limit',
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
