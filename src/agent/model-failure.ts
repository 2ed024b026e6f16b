import { AgentError, type AgentErrorCause } from '../domain/errors.ts';
import { saysContentFilter, saysContextLength } from '../domain/provider-wording.ts';

const QUOTA =
  /insufficient[_ ](quota|funds|credits|balance)|exceeded your current quota|credit balance is too low|billing_error|spend_limit_reached|specified api usage limits/i;

/** What a provider says went wrong, in whichever envelope it came. */
export interface ProviderFailure {
  readonly status: number | undefined;
  /** Types and codes of the provider; empty where it gives none. */
  readonly code: string;
  readonly message: string;
  readonly headers?: Headers | undefined;
}

/** Why the model gave no answer. Statuses first: their texts differ from provider to provider. */
function causeOf({ status, code, message }: ProviderFailure): AgentErrorCause {
  const said = `${code} ${message}`;
  if (status === 402) return 'quota-exceeded';
  if ((status === 400 || status === 403 || status === 429) && QUOTA.test(said)) {
    return 'quota-exceeded';
  }
  if (status === 401) return 'auth-failed';
  if (status === 403) return saysContentFilter(said) ? 'content-refused' : 'auth-failed';
  if (status === 429) return 'rate-limited';
  if (status === 503) return 'endpoint-unavailable';
  if (status === 400 || status === 413 || status === 422) {
    if (saysContextLength(said) || code.includes('request_too_large'))
      return 'context-length-exceeded';
    if (saysContentFilter(said)) return 'content-refused';
  }
  return 'provider-error';
}

/** The endpoint answered with an error. */
export function providerFailure(failure: ProviderFailure, cause?: unknown): AgentError {
  const { status, message, headers } = failure;
  const retryAfterMs = parseRetryAfterMs(headers, Date.now());
  return new AgentError(causeOf(failure), `model endpoint failed: ${message}`, {
    ...(cause === undefined ? {} : { cause }),
    ...(status === undefined ? {} : { facts: { status } }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** No answer came: nobody listens, or the connection broke. */
export function unreachableEndpoint(error: Error): AgentError {
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  return new AgentError('endpoint-unavailable', `model endpoint cannot be reached: ${reason}`, {
    cause: error,
  });
}

/** An answer came that the client library cannot read. */
export function unreadableAnswer(error: unknown): AgentError {
  const reason = error instanceof Error ? error.message : String(error);
  return new AgentError('provider-error', `model endpoint answered unreadably: ${reason}`, {
    cause: error,
  });
}

/** `Retry-After` as seconds or as a date (RFC 9110 section 10.2.3). */
export function parseRetryAfterMs(headers: Headers | undefined, nowMs: number): number | undefined {
  const value = headers?.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
