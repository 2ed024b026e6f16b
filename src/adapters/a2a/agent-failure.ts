import { AgentError } from '../../domain/errors.ts';
import { redactMessage } from '../artifacts/redact.ts';

const MESSAGE_CHARS_MAX = 1000;

/** What the network says when nobody listens, or stopped listening. */
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** Text of an agent as it may be stored: without secrets, and not without end. */
export const quotable = (text: string): string => redactMessage(text).slice(0, MESSAGE_CHARS_MAX);

/** What a failed exchange means: nobody there, or somebody who does not speak A2A. */
export function toAgentError(error: unknown, url: string): AgentError {
  if (error instanceof AgentError) return error;
  const message = quotable(error instanceof Error ? error.message : String(error));
  const code = connectionCode(error);
  return code === undefined
    ? new AgentError('protocol-error', `agent ${url} broke the A2A protocol: ${message}`, {
        facts: { url },
        cause: error,
      })
    : new AgentError('agent-unreachable', `agent ${url} cannot be reached: ${message}`, {
        facts: { url, code },
        cause: error,
      });
}

function connectionCode(error: unknown): string | undefined {
  // A failed attempt on several addresses has no code of its own; its parts and causes do.
  for (let link = error; link instanceof Error; link = link.cause) {
    const code = 'code' in link ? link.code : undefined;
    if (typeof code === 'string' && CONNECTION_CODES.has(code)) return code;
  }
  return undefined;
}
