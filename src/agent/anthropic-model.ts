import type Anthropic from '@anthropic-ai/sdk';
import { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import type { ContentBlock, MessageParam } from '@anthropic-ai/sdk/resources/messages';
import { createAnthropicClient } from '../adapters/anthropic/anthropic-client.ts';
import { AgentError } from '../domain/errors.ts';
import {
  chargeTokens,
  contentOf,
  type LooseMessage,
  resultBlock,
  TOOL_OFFER,
  toTurn,
} from './anthropic-messages.ts';
import {
  type Conversation,
  MODEL_TIMEOUT_MS,
  type ModelEndpoint,
  type Opening,
  type ToolUse,
} from './model-endpoint.ts';
import { providerFailure, unreachableEndpoint, unreadableAnswer } from './model-failure.ts';
import type { EndpointOptions } from './model-options.ts';
import type { Spending } from './spending.ts';

interface TurnRequest {
  readonly system: string;
  readonly messages: readonly MessageParam[];
  readonly toolUse: ToolUse | undefined;
  readonly spending: Spending;
  readonly maxTokens: number;
}

/** A model behind the Anthropic messages API. */
export class AnthropicModel implements ModelEndpoint {
  readonly #client: Anthropic;
  readonly #options: EndpointOptions;
  #sendsTemperature = true;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.#client = createAnthropicClient({ ...options, timeoutMs: MODEL_TIMEOUT_MS });
  }

  get warnings(): readonly string[] {
    return this.#sendsTemperature
      ? []
      : ['temperature is not sent: the endpoint refuses it for this model'];
  }

  open({ system, question, spending, maxTokens = this.#options.maxTokens }: Opening): Conversation {
    const messages: MessageParam[] = [{ role: 'user', content: question }];
    let echo: readonly ContentBlock[] = [];
    return {
      ask: async (toolUse, signal) => {
        const message = await this.#ask({ system, messages, toolUse, spending, maxTokens }, signal);
        const turn = toTurn(message);
        echo = contentOf(message);
        return turn;
      },
      proceed: (results) => {
        messages.push(
          { role: 'assistant', content: [...echo] },
          { role: 'user', content: results.map(resultBlock) },
        );
      },
    };
  }

  async #ask(
    request: TurnRequest,
    signal: AbortSignal,
    sendsTemperature = this.#sendsTemperature,
  ): Promise<LooseMessage> {
    try {
      return await this.#complete(request, sendsTemperature, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!sendsTemperature || !refusesTemperature(error)) throw toAgentError(error);
      this.#sendsTemperature = false;
      return this.#ask(request, signal, false);
    }
  }

  async #complete(
    { system, messages, toolUse, spending, maxTokens }: TurnRequest,
    sendsTemperature: boolean,
    signal: AbortSignal,
  ): Promise<LooseMessage> {
    const { model, temperature } = this.#options;
    spending.beginCall();
    const message: LooseMessage = await this.#client.messages.create(
      {
        model,
        system,
        messages: [...messages],
        max_tokens: maxTokens,
        // Undeclared by the library: recent models take none, and the older ones still do.
        ...(sendsTemperature && { temperature }),
        ...(toolUse && { tools: [...TOOL_OFFER], tool_choice: { type: toolUse } }),
      },
      { signal },
    );
    chargeTokens(spending, message);
    return message;
  }
}

/** Its range is checked before; what is left to refuse is the setting itself. */
const refusesTemperature = (error: unknown): boolean =>
  error instanceof APIError && error.status === 400 && /\btemperature\b/i.test(error.message);

function toAgentError(error: unknown): AgentError {
  if (error instanceof AgentError) return error;
  if (error instanceof APIConnectionError) return unreachableEndpoint(error);
  if (!(error instanceof APIError)) return unreadableAnswer(error);
  const { status, headers, errorCode, type, apiMessage } = error;
  const code = [errorCode, type].filter((part) => part !== null).join(' ');
  const message = apiMessage === null ? error.message : `${status} ${apiMessage}`;
  return providerFailure({ status, headers, code, message }, error);
}
