import type Anthropic from '@anthropic-ai/sdk';
import { APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import { DeploymentError } from '../../domain/errors.ts';
import { createAnthropicClient } from '../anthropic/anthropic-client.ts';
import { redactMessage } from '../artifacts/redact.ts';
import type { ProbeCompletion } from './openai-endpoint.ts';

const LOOK_TIMEOUT_MS = 5_000;
const COMPLETION_TIMEOUT_MS = 120_000;
/** The longest list that the API gives at once. */
const MODELS_MAX = 1_000;
const SAID_CHARS_MAX = 300;

export interface AnthropicEndpointOptions {
  readonly baseUrl: string;
  /** Resolved; it appears in no error. */
  readonly apiKey: string;
}

/** What is needed of an Anthropic endpoint to know that it works. All failures are `DeploymentError`. */
export class AnthropicEndpoint {
  readonly #options: AnthropicEndpointOptions;
  readonly #client: Anthropic;

  constructor(options: AnthropicEndpointOptions) {
    this.#options = options;
    this.#client = createAnthropicClient({ ...options, timeoutMs: LOOK_TIMEOUT_MS });
  }

  /** Ids of the models on offer; none where a gateway does not list them. */
  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    try {
      return await this.#list(signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof APIError && (error.status === 404 || error.status === 405)) return [];
      throw this.#failure('the model list', error);
    }
  }

  /** One real request of one token. */
  async complete(model: string, signal: AbortSignal): Promise<ProbeCompletion> {
    const startedAt = performance.now();
    const question = { role: 'user', content: 'What is 2 + 2?' } as const;
    const message = await this.#client.messages
      .create(
        { model, max_tokens: 1, messages: [question] },
        { signal, timeout: COMPLETION_TIMEOUT_MS },
      )
      .catch((error: unknown) => {
        signal.throwIfAborted();
        throw this.#failure('a test question', error);
      });
    // A model that thinks first may have spent its one token on that.
    if (typeof message !== 'object' || !message.usage?.output_tokens) {
      throw this.#refused('answered a test question with nothing: is this an Anthropic endpoint?');
    }
    return { answeredModel: message.model, latencyMs: performance.now() - startedAt };
  }

  /** Resolves when anything speaks HTTP there, whatever it says. */
  async reach(signal: AbortSignal): Promise<void> {
    try {
      await this.#list(signal);
    } catch (error) {
      signal.throwIfAborted();
      const isAnswer =
        !(error instanceof APIError) || (error.status !== undefined && error.status < 500);
      if (!isAnswer) throw this.#failure('the model list', error);
    }
  }

  async #list(signal: AbortSignal): Promise<readonly string[]> {
    const { data } = await this.#client.models.list({ limit: MODELS_MAX }, { signal });
    if (!Array.isArray(data)) throw this.#refused('answered with no model list');
    return data.map(({ id }) => id);
  }

  /** Of what was answered, only masked words go on: the library's error holds all of it. */
  #failure(asked: string, error: unknown): DeploymentError {
    if (error instanceof DeploymentError) return error;
    if (!(error instanceof APIError)) {
      return this.#refused(`answered ${asked} with something that is not of the Anthropic API`);
    }
    const { status } = error;
    if (status === undefined) {
      const isTimeout = error instanceof APIConnectionTimeoutError;
      const problem = isTimeout ? `did not answer ${asked} in time` : 'cannot be reached';
      const remedy = 'check its address and the network';
      return this.#deploymentError(`${problem}: ${remedy}`, true, { cause: error });
    }
    const remedy = REMEDIES[status];
    const isTransient = status === 408 || status === 429 || status >= 500;
    return this.#deploymentError(
      `answered ${asked} with ${status}${remedy ? ` (${remedy})` : ''}: ${this.#said(error)}`,
      isTransient,
    );
  }

  #refused(problem: string): DeploymentError {
    return this.#deploymentError(problem, false);
  }

  #deploymentError(problem: string, retryable: boolean, options?: ErrorOptions): DeploymentError {
    const { origin, pathname } = new URL(this.#options.baseUrl);
    const baseUrl = `${origin}${pathname}`;
    return new DeploymentError(
      `model endpoint ${baseUrl} ${problem}`,
      retryable,
      { baseUrl },
      options,
    );
  }

  /** Masked before it is cut: some gateways repeat the rejected key, and half a key is found by no filter. */
  #said({ apiMessage, message }: APIError): string {
    const text = (apiMessage ?? message).replaceAll(this.#options.apiKey, '[key]');
    return redactMessage(text).replace(/\s+/g, ' ').trim().slice(0, SAID_CHARS_MAX);
  }
}

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'set the right llm_api_key',
  402: 'the account has no credit left',
  403: 'this key may not use it',
  404: 'no such path or model',
  429: 'rate or spending limit',
  529: 'overloaded',
};
