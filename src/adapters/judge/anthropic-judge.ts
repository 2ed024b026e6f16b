import type Anthropic from '@anthropic-ai/sdk';
import { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import { z } from 'zod';
import { ConfigurationError } from '../../domain/errors.ts';
import type { JudgeRequest } from '../../domain/judge/judge-script.ts';
import type { JsonValue } from '../../domain/market/scenario.ts';
import { createAnthropicClient } from '../anthropic/anthropic-client.ts';
import { withinTime } from './bounded-exchange.ts';
import type { JudgeClient, JudgeReply } from './judge-client.ts';
import { JudgeFailures, type Refusal } from './judge-failure.ts';

export interface AnthropicJudgeOptions {
  /** With or without /v1. */
  readonly baseUrl: string;
  /** Resolved; it appears in no error. */
  readonly apiKey: string;
  readonly model: string;
  /** Of one exchange, up to the last byte. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 120_000;
const TOOL = 'verdict';

const Tokens = z.int().min(0).nullable().catch(null);
const Message = z.object({
  model: z.string().nullable().catch(null),
  stop_reason: z.string().nullable().catch(null),
  content: z.array(
    z.object({ type: z.string(), text: z.string().optional(), input: z.json().optional() }),
  ),
  usage: z.object({ input_tokens: Tokens, output_tokens: Tokens }).nullable().catch(null),
});

export const createAnthropicJudge = (options: AnthropicJudgeOptions): JudgeClient =>
  new AnthropicJudge(options);

/** A judge behind the Anthropic messages API: the schema is that of a tool it has to call. */
class AnthropicJudge implements JudgeClient {
  readonly #model: string;
  readonly #timeoutMs: number;
  readonly #client: Anthropic;
  readonly #failures: JudgeFailures;
  #sendsTemperature = true;

  constructor({ baseUrl, apiKey, model, timeoutMs = TIMEOUT_MS }: AnthropicJudgeOptions) {
    this.#model = model;
    this.#timeoutMs = timeoutMs;
    this.#failures = new JudgeFailures({ baseUrl, apiKey });
    // Ours ends first: it covers the body, and says what it is.
    this.#client = createAnthropicClient({ baseUrl, apiKey, timeoutMs: 2 * timeoutMs });
  }

  async complete(
    request: JudgeRequest,
    signal: AbortSignal,
    sendsTemperature = this.#sendsTemperature,
  ): Promise<JudgeReply> {
    try {
      return await this.#complete(request, sendsTemperature, signal);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      const isMended =
        sendsTemperature && request.temperature !== null && refusesTemperature(refusal);
      if (!isMended) throw this.#failures.refused(refusal);
      this.#sendsTemperature = false;
      return this.complete(request, signal, false);
    }
  }

  async post(): Promise<never> {
    throw new ConfigurationError(
      'profile "compat" asks its judge as the original does, through the OpenAI API: found judge provider "anthropic", use one with provider "openai"',
    );
  }

  /** The API reports none. */
  async contextTokens(): Promise<null> {
    return null;
  }

  #complete(
    { system, user, maxTokens, temperature, schema }: JudgeRequest,
    sendsTemperature: boolean,
    signal: AbortSignal,
  ): Promise<JudgeReply> {
    const startedAt = performance.now();
    const exchange = { failures: this.#failures, refusalOf };
    return withinTime(exchange, this.#timeoutMs, signal, async (bounded) => {
      const answer: unknown = await this.#client.messages.create(
        {
          model: this.#model,
          max_tokens: maxTokens,
          messages: [{ role: 'user', content: user }],
          ...(system !== null && { system }),
          // Undeclared by the library: recent models take none, and the older ones still do.
          ...(temperature !== null && sendsTemperature && { temperature }),
          ...(schema !== undefined && toolOf(schema)),
        },
        { signal: bounded },
      );
      const parsed = Message.safeParse(answer);
      if (!parsed.success) throw this.#failures.unreadable(foundIn(answer));
      return replyOf(parsed.data, performance.now() - startedAt);
    });
  }
}

const toolOf = (schema: JsonValue) => ({
  tools: [
    {
      name: TOOL,
      description: 'Records the verdict.',
      input_schema: schema as unknown as Tool.InputSchema,
    },
  ],
  tool_choice: { type: 'tool' as const, name: TOOL },
});

/** What the tool was called with, as JSON; the text where it was not called. */
function replyOf(
  { content, model, stop_reason, usage }: z.infer<typeof Message>,
  latencyMs: number,
): JudgeReply {
  const inputs = content.flatMap(({ type, input }) =>
    type === 'tool_use' && input !== undefined ? [JSON.stringify(input)] : [],
  );
  const texts = content.flatMap(({ type, text }) =>
    type === 'text' && text !== undefined ? [text] : [],
  );
  return {
    text: (inputs.length > 0 ? inputs : texts).join('\n'),
    finishReason: stop_reason,
    model,
    inputTokens: usage?.input_tokens ?? null,
    outputTokens: usage?.output_tokens ?? null,
    latencyMs,
  };
}

function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return undefined;
  const { status, headers, errorCode, type, apiMessage, message } = error;
  if (status === undefined) return undefined;
  const code = [errorCode, type].filter(Boolean).join(' ');
  return { status, code, message: apiMessage ?? message, headers };
}

/** Its range is checked before; what is left to refuse is the setting itself. */
const refusesTemperature = ({ status, message }: Refusal): boolean =>
  status === 400 && /\btemperature\b/i.test(message);

const foundIn = (answer: unknown): string =>
  typeof answer === 'string' && /^\s*</.test(answer)
    ? 'a web page'
    : `something that is no message: ${JSON.stringify(answer) ?? 'nothing'}`;
