import { randomUUID } from 'node:crypto';
import type { Completion } from './chat-engine.ts';

/** What all pieces of one answer have in common. */
export interface ResponseHead {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

export const responseHead = (model: string): ResponseHead => ({
  id: `chatcmpl-${randomUUID()}`,
  created: Math.floor(Date.now() / 1000),
  model,
});

export function completionBody(head: ResponseHead, completion: Completion) {
  const toolCalls = toolCallsOf(completion);
  const isCall = toolCalls.length > 0;
  const message = {
    role: 'assistant',
    content: isCall && completion.text === '' ? null : completion.text,
    ...(isCall && { tool_calls: toolCalls.map(({ index: _, ...call }) => call) }),
  };
  return {
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: completion.finishReason }],
    usage: usageOf(completion),
  };
}

export const chunkBody = (
  head: ResponseHead,
  delta: object,
  finishReason: string | null = null,
) => ({
  ...head,
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: finishReason }],
});

/** The chunks after the text: tool calls, the finish reason and, where asked for, the usage. */
export function closingChunks(head: ResponseHead, completion: Completion, withUsage: boolean) {
  const toolCalls = toolCallsOf(completion);
  return [
    ...(toolCalls.length > 0 ? [chunkBody(head, { tool_calls: toolCalls })] : []),
    chunkBody(head, {}, completion.finishReason),
    ...(withUsage
      ? [{ ...head, object: 'chat.completion.chunk', choices: [], usage: usageOf(completion) }]
      : []),
  ];
}

const toolCallsOf = ({ toolCalls }: Completion) =>
  toolCalls.map((call, index) => ({
    index,
    id: `call_${randomUUID()}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments ?? {}) },
  }));

const usageOf = ({ promptTokens, completionTokens }: Completion) => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
});
