import OpenAI, { APIConnectionTimeoutError, APIError } from 'openai';
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParamsNonStreaming as ChatParams,
} from 'openai/resources/chat/completions';
import { DeploymentError } from '../../domain/errors.ts';
import { redactMessage } from '../artifacts/redact.ts';

const LOOK_TIMEOUT_MS = 5_000;
/** The first requests of a fresh engine wait for kernels to be compiled. */
const ANSWER_TIMEOUT_MS = 300_000;
const SAID_CHARS_MAX = 300;

export interface ListedModel {
  readonly id: string;
  /** Tokens of a sequence; of vLLM, which alone says it. */
  readonly contextTokens?: number;
}

/** An engine of ours that speaks the OpenAI API on loopback. All failures are `DeploymentError`. */
export class ServedEndpoint {
  readonly #baseUrl: string;
  readonly #client: OpenAI;

  /** @param baseUrl ends in /v1 */
  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
    const key = 'none'; // The client insists on one; our servers ask for none.
    this.#client = new OpenAI({
      baseURL: baseUrl,
      apiKey: key,
      maxRetries: 0,
      timeout: ANSWER_TIMEOUT_MS,
    });
  }

  /** Why the engine says that it does not work; undefined when it says that it does. */
  async illness(signal: AbortSignal): Promise<string | undefined> {
    // Beside /v1, and of the engine behind the API server: the model list goes on without it.
    const url = new URL('/health', this.#baseUrl);
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]);
    try {
      const response = await fetch(url, { signal: bounded });
      await response.body?.cancel();
      return response.ok ? undefined : `${url} answered ${response.status}`;
    } catch (error) {
      signal.throwIfAborted();
      const isTimeout = (error as Error).name === 'TimeoutError';
      return isTimeout ? `${url} did not answer in ${LOOK_TIMEOUT_MS} ms` : `${url} is not reached`;
    }
  }

  async listModels(signal: AbortSignal): Promise<readonly ListedModel[]> {
    const { data } = await this.#client.models
      .list({ signal, timeout: LOOK_TIMEOUT_MS })
      .catch((error: unknown) => this.#fail('the model list', error, signal));
    if (!Array.isArray(data)) throw this.#failure('answered with no model list', true);
    return data.map(listed);
  }

  chat(params: ChatParams, signal: AbortSignal): Promise<ChatCompletion> {
    return this.#client.chat.completions
      .create(params, { signal })
      .catch((error: unknown) => this.#fail('a test question', error, signal));
  }

  /** The parts of an answer as they come. */
  async *stream(params: ChatParams, signal: AbortSignal): AsyncGenerator<ChatCompletionChunk> {
    try {
      yield* await this.#client.chat.completions.create(
        { ...params, stream: true, stream_options: { include_usage: true } },
        { signal },
      );
    } catch (error) {
      this.#fail('a streamed test question', error, signal);
    }
  }

  #fail(asked: string, error: unknown, signal: AbortSignal): never {
    signal.throwIfAborted();
    if (!(error instanceof APIError)) {
      throw this.#failure(
        `answered ${asked} with something that is not of the OpenAI API`,
        true,
        error,
      );
    }
    const { status, message } = error;
    if (status === undefined) {
      const isTimeout = error instanceof APIConnectionTimeoutError;
      const problem = isTimeout ? `did not answer ${asked} in time` : `broke off at ${asked}`;
      throw this.#failure(problem, true, error);
    }
    const said = redactMessage(message).replace(/\s+/g, ' ').trim().slice(0, SAID_CHARS_MAX);
    throw this.#failure(`refused ${asked}: ${said}`, status >= 500, error);
  }

  #failure(problem: string, retryable: boolean, cause?: unknown): DeploymentError {
    const baseUrl = this.#baseUrl;
    return new DeploymentError(
      `the model server ${baseUrl} ${problem}`,
      retryable,
      { baseUrl },
      cause === undefined ? {} : { cause },
    );
  }
}

function listed(model: { readonly id: string; readonly max_model_len?: unknown }): ListedModel {
  const { id, max_model_len: tokens } = model;
  return typeof tokens === 'number' ? { id, contextTokens: tokens } : { id };
}
