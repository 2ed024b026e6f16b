import OpenAI, { APIConnectionError, APIError } from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { patientFetch } from '../adapters/http/patient-fetch.ts';
import { AgentError } from '../domain/errors.ts';
import {
  type Conversation,
  MODEL_TIMEOUT_MS,
  type ModelEndpoint,
  type ModelTurn,
  type Opening,
  type ToolUse,
} from './model-endpoint.ts';
import { providerFailure, unreachableEndpoint, unreadableAnswer } from './model-failure.ts';
import type { EndpointOptions } from './model-options.ts';
import {
  echoOf,
  type LooseCompletion,
  responseFormat,
  resultMessage,
  TOOL_OFFER,
  toTurn,
} from './openai-chat.ts';
import { dialectOf, mendDialect, type RequestDialect } from './request-dialect.ts';

interface TurnRequest {
  readonly messages: readonly ChatCompletionMessageParam[];
  readonly toolUse: ToolUse | undefined;
  readonly opening: Opening;
}

/** A model behind an OpenAI-compatible endpoint. */
export class OpenAiModel implements ModelEndpoint {
  readonly #client: OpenAI;
  readonly #options: EndpointOptions;
  #dialect: RequestDialect;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.#dialect = dialectOf(options.model);
    this.#client = new OpenAI({
      baseURL: options.baseUrl,
      apiKey: options.apiKey,
      maxRetries: 0,
      timeout: MODEL_TIMEOUT_MS,
      fetch: patientFetch,
    });
  }

  get warnings(): readonly string[] {
    return this.#dialect.warnings;
  }

  open(opening: Opening): Conversation {
    const { system, question } = opening;
    const messages: ChatCompletionMessageParam[] = [
      { role: 'system', content: system },
      { role: 'user', content: question },
    ];
    let echo: readonly ChatCompletionMessageParam[] = [];
    return {
      ask: async (toolUse, signal) => {
        const turn = await this.#ask({ messages, toolUse, opening }, signal);
        echo = [echoOf(turn)];
        return turn;
      },
      proceed: (results) => {
        messages.push(...echo, ...results.map(resultMessage));
      },
    };
  }

  async #ask(request: TurnRequest, signal: AbortSignal): Promise<ModelTurn> {
    let dialect = this.#dialect;
    for (;;) {
      try {
        return await this.#complete(request, dialect, signal);
      } catch (error) {
        signal.throwIfAborted();
        const mended =
          error instanceof APIError ? mendDialect(dialect, error.status, error.message) : undefined;
        if (mended === undefined) throw toAgentError(error);
        dialect = mended;
        this.#dialect = mended;
      }
    }
  }

  async #complete(
    { messages, toolUse, opening }: TurnRequest,
    { sendsTemperature, tokenParameter, sendsShape }: RequestDialect,
    signal: AbortSignal,
  ): Promise<ModelTurn> {
    const { spending, shape, maxTokens = this.#options.maxTokens } = opening;
    const { model, temperature } = this.#options;
    spending.beginCall();
    const completion: LooseCompletion = await this.#client.chat.completions.create(
      {
        model,
        messages: [...messages],
        ...(sendsTemperature && { temperature }),
        [tokenParameter]: maxTokens,
        ...(shape && sendsShape && { response_format: responseFormat(shape) }),
        ...(toolUse && { tools: [...TOOL_OFFER], tool_choice: toolUse }),
      },
      { signal },
    );
    const { usage } = completion;
    spending.addTokens(usage?.prompt_tokens ?? null, usage?.completion_tokens ?? null);
    return toTurn(completion);
  }
}

function toAgentError(error: unknown): AgentError {
  if (error instanceof AgentError) return error;
  if (error instanceof APIConnectionError) return unreachableEndpoint(error);
  if (!(error instanceof APIError)) return unreadableAnswer(error);
  const { status, headers, message } = error;
  const code = error.code ?? error.type ?? '';
  return providerFailure({ status, headers, code, message }, error);
}
