import type {
  ContentBlock,
  Message,
  Tool,
  ToolResultBlockParam,
} from '@anthropic-ai/sdk/resources/messages';
import { AgentError } from '../domain/errors.ts';
import type { CallResult, ModelTurn } from './model-endpoint.ts';
import { providerFailure } from './model-failure.ts';
import type { Spending } from './spending.ts';
import { TOOLS } from './tools/tool-box.ts';

export const TOOL_OFFER: readonly Tool[] = TOOLS.map(({ name, description, parameters }) => ({
  name,
  description,
  input_schema: { ...parameters, type: 'object' },
}));

/** Gateways answer 200 with an `error` object, a web page or nothing, against the declared type. */
export type LooseMessage = Partial<Message> & {
  readonly error?: { readonly type?: string; readonly message?: string };
};

const FINISH_REASONS: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
};

/** Content goes back as it came: thoughts are signed, and refused when they were changed. */
export function contentOf({ content, error }: LooseMessage): readonly ContentBlock[] {
  if (Array.isArray(content)) return content;
  throw providerFailure({
    status: undefined,
    code: error?.type ?? '',
    message: error?.message ?? 'the reply holds no content',
  });
}

/** @throws AgentError for a refusal, and for what is no turn at all */
export function toTurn(message: LooseMessage): ModelTurn {
  const content = contentOf(message);
  if (message.stop_reason === 'refusal') {
    const said = message.stop_details?.explanation ?? 'it gives no reason';
    throw new AgentError('content-refused', `the model refused: ${said}`);
  }
  const texts = content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  const reason = message.stop_reason ?? null;
  return {
    text: texts.length === 0 ? null : texts.join(''),
    calls: content.flatMap((block) =>
      block.type === 'tool_use'
        ? [{ id: block.id, name: block.name, arguments: JSON.stringify(block.input ?? {}) }]
        : [],
    ),
    model: message.model ?? null,
    finishReason: reason && (FINISH_REASONS[reason] ?? reason),
  };
}

/** What was read from or written to the provider's cache is input all the same. */
export function chargeTokens(spending: Spending, { usage }: LooseMessage): void {
  const { input_tokens: fresh, output_tokens: output } = usage ?? {};
  const cached = (usage?.cache_creation_input_tokens ?? 0) + (usage?.cache_read_input_tokens ?? 0);
  spending.addTokens(fresh === undefined ? null : fresh + cached, output ?? null);
}

export const resultBlock = ({ callId, text, isError }: CallResult): ToolResultBlockParam => ({
  type: 'tool_result',
  tool_use_id: callId,
  content: text,
  is_error: isError,
});
