import { z } from 'zod';
import { ApiError } from './api-error.ts';

const TextPart = z.object({
  type: z.literal('text', 'only text content is supported'),
  text: z.string(),
});
const Content = z.union([
  z.string(),
  z.array(TextPart).transform((parts) => parts.map(({ text }) => text).join('')),
]);

const ToolCall = z.object({
  id: z.string(),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

const Message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content: Content }),
  z.object({ role: z.literal('user'), content: Content }),
  z.object({
    role: z.literal('assistant'),
    content: Content.nullish(),
    tool_calls: z.array(ToolCall).nullish(),
  }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: Content }),
]);
export type ChatMessage = z.infer<typeof Message>;

/** A JSON Schema, passed on to the engine as it is. */
const JsonSchema = z.record(z.string(), z.unknown());

const Tool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: z.string().min(1),
    description: z.string().optional(),
    parameters: JsonSchema.optional(),
  }),
});
export type Tool = z.infer<typeof Tool>['function'];

const ResponseFormat = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({ type: z.literal('json_schema'), json_schema: z.object({ schema: JsonSchema }) }),
]);

/**
 * What is understood of OpenAI's chat completion request. Other keys are ignored, as clients send
 * many; those that would change the answer's shape are refused.
 */
const ChatRequestSchema = z.object({
  model: z.string(),
  messages: z.array(Message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  response_format: ResponseFormat.nullish(),
  tools: z.array(Tool).nullish(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) }),
    ])
    .nullish(),
  n: z.literal(1, 'only one choice is supported').nullish(),
  logprobs: z.literal(false, 'log probabilities are not supported').nullish(),
});
export type ChatRequest = z.infer<typeof ChatRequestSchema>;

/** @throws ApiError 400 naming the first wrong key. */
export function parseChatRequest(body: string): ChatRequest {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new ApiError(400, 'the request body is not JSON');
  }
  const parsed = ChatRequestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ApiError(400, `${issue?.path.join('.')}: ${issue?.message}`);
}
