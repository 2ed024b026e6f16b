import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { ServerHealth } from './inference-server.ts';
import type { ServedEndpoint } from './served-endpoint.ts';

const QUESTION = 'Write the numbers from one to one hundred in words.';
const ANSWER_TOKENS_MAX = 64;

/** Of one streamed answer with no other request beside it. */
export async function probeSpeed(
  endpoint: ServedEndpoint,
  model: string,
  signal: AbortSignal,
): Promise<Pick<ServerHealth, 'firstTokenMs' | 'tokensPerSecond'>> {
  const startedAtMs = performance.now();
  let firstMs: number | undefined;
  let lastMs = startedAtMs;
  let parts = 0;
  let tokens: number | undefined;
  const params = {
    model,
    messages: [{ role: 'user' as const, content: QUESTION }],
    max_tokens: ANSWER_TOKENS_MAX,
    temperature: 0,
  };
  for await (const chunk of endpoint.stream(params, signal)) {
    tokens = chunk.usage?.completion_tokens ?? tokens;
    if (!holdsText(chunk)) continue;
    lastMs = performance.now();
    firstMs ??= lastMs;
    parts += 1;
  }
  if (firstMs === undefined) return {};
  const seconds = (lastMs - firstMs) / 1000;
  // A part may hold several tokens; the engine's own count is right where it gives one.
  const after = (tokens ?? parts) - 1;
  return {
    firstTokenMs: round(firstMs - startedAtMs),
    ...(after > 0 && seconds > 0 && { tokensPerSecond: round(after / seconds) }),
  };
}

function holdsText({ choices }: ChatCompletionChunk): boolean {
  const delta = choices[0]?.delta as
    | { content?: string | null; reasoning?: string | null; reasoning_content?: string | null }
    | undefined;
  return Boolean(delta?.content || delta?.reasoning || delta?.reasoning_content);
}

const round = (value: number): number => Math.round(value * 10) / 10;
