import type { ServerHealth } from '../../adapters/inference/inference-server.ts';

/** What a server was found to do, in words. */
export function healthText(health: ServerHealth): string {
  const { contextTokens, firstTokenMs, tokensPerSecond } = health;
  const { forcedToolCall, spontaneousToolCalls: calls } = health;
  return [
    ...(contextTokens === undefined ? [] : [`context ${contextTokens} tokens`]),
    ...(firstTokenMs === undefined ? [] : [`first token after ${firstTokenMs} ms`]),
    ...(tokensPerSecond === undefined ? [] : [`${tokensPerSecond} tokens/s for one request`]),
    ...(forcedToolCall === undefined ? ['tools not checked'] : ['a forced tool call works']),
    ...(calls === undefined ? [] : [`${calls.made} of ${calls.of} made unforced`]),
  ].join(', ');
}
