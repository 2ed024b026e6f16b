import { ApiError } from './api-error.ts';
import type { ChatMessage } from './chat-request.ts';
import type { FunctionCallItem, HistoryItem } from './llama-binding.ts';

/**
 * The conversation as the engine wants it: tool results stand inside the model turn that asked.
 * @throws ApiError 400 when a tool message answers no call, or arguments are not JSON.
 */
export function toHistory(messages: readonly ChatMessage[]): readonly HistoryItem[] {
  const results = toolResults(messages);
  const items = messages.flatMap((message) => historyItems(message, results));
  // The model's answer is generated into the last turn, so that turn must be its own.
  return items.at(-1)?.type === 'model' ? items : [...items, { type: 'model', response: [] }];
}

function historyItems(
  message: ChatMessage,
  results: ReadonlyMap<string, string>,
): readonly HistoryItem[] {
  switch (message.role) {
    case 'system':
    case 'developer':
      return [{ type: 'system', text: message.content }];
    case 'user':
      return [{ type: 'user', text: message.content }];
    case 'assistant':
      return [{ type: 'model', response: modelTurn(message, results) }];
    case 'tool':
      return [];
  }
}

type AssistantMessage = Extract<ChatMessage, { role: 'assistant' }>;

function modelTurn(
  message: AssistantMessage,
  results: ReadonlyMap<string, string>,
): readonly (string | FunctionCallItem)[] {
  const calls = (message.tool_calls ?? []).map(
    (call): FunctionCallItem => ({
      type: 'functionCall',
      name: call.function.name,
      params: parseArguments(call.function.name, call.function.arguments),
      result: results.get(call.id),
    }),
  );
  return message.content ? [message.content, ...calls] : calls;
}

function toolResults(messages: readonly ChatMessage[]): ReadonlyMap<string, string> {
  const asked = new Set(
    messages.flatMap((message) =>
      message.role === 'assistant' ? (message.tool_calls ?? []).map(({ id }) => id) : [],
    ),
  );
  const answers = messages.filter((message) => message.role === 'tool');
  for (const { tool_call_id: id } of answers) {
    if (!asked.has(id)) throw new ApiError(400, `no tool call has the id "${id}"`);
  }
  return new Map(answers.map((message) => [message.tool_call_id, message.content]));
}

function parseArguments(tool: string, text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, `the arguments of the call to "${tool}" are not JSON`);
  }
}
