import type {
  ChatCompletion,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions';
import type { ResponseFormatJSONSchema } from 'openai/resources/shared';
import { AgentError } from '../domain/errors.ts';
import type { AnswerShape, CallResult, ModelTurn } from './model-endpoint.ts';
import { providerFailure } from './model-failure.ts';
import { parseArguments } from './tool-calls.ts';
import { TOOLS } from './tools/tool-box.ts';

export const TOOL_OFFER: readonly ChatCompletionTool[] = TOOLS.map(
  ({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }),
);

export const responseFormat = ({ name, schema }: AnswerShape): ResponseFormatJSONSchema => ({
  type: 'json_schema',
  json_schema: { name, schema: { ...schema } },
});

/** Providers answer 200 with an `error` object, or with nothing, against the declared type. */
export type LooseCompletion = Partial<ChatCompletion> & {
  readonly error?: { readonly code?: number | string; readonly message?: string };
};

/** @throws AgentError for a refusal, and for what is no turn at all */
export function toTurn(completion: LooseCompletion): ModelTurn {
  const choice = completion.choices?.[0];
  if (choice === undefined) throw withoutChoice(completion);
  const finishReason: string | null = choice.finish_reason ?? null;
  const { content, refusal, tool_calls: calls } = choice.message;
  if (finishReason === 'content_filter' || refusal) {
    throw new AgentError('content-refused', `the model refused: ${refusal ?? 'content filter'}`);
  }
  return {
    text: content ?? null,
    // Some endpoints leave the id out; the results must name one.
    calls: (calls ?? []).flatMap((call, index) =>
      'function' in call ? [{ ...call.function, id: call.id || `call_${index}` }] : [],
    ),
    model: completion.model ?? null,
    finishReason,
  };
}

function withoutChoice({ error }: LooseCompletion): AgentError {
  const status = typeof error?.code === 'number' ? error.code : undefined;
  const message = error?.message ?? 'the reply holds no choice';
  return providerFailure({ status, code: String(error?.code ?? ''), message });
}

/** The model's own turn as it goes back to it. */
export const echoOf = ({ text, calls }: ModelTurn): ChatCompletionMessageParam => ({
  role: 'assistant',
  content: text,
  tool_calls: calls.map((call) => ({
    id: call.id,
    type: 'function',
    // Chat templates parse what they are given and refuse the whole conversation otherwise.
    function: {
      name: call.name,
      arguments: parseArguments(call.arguments) === undefined ? '{}' : call.arguments || '{}',
    },
  })),
});

export const resultMessage = ({ callId, text }: CallResult): ChatCompletionMessageParam => ({
  role: 'tool',
  tool_call_id: callId,
  content: text,
});
