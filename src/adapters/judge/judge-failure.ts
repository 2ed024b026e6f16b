import { JudgeError, type JudgeErrorCause } from '../../domain/errors.ts';
import { saysContextLength } from '../../domain/provider-wording.ts';
import { redactMessage } from '../artifacts/redact.ts';

const SAID_CHARS_MAX = 500;
/** Of a long body, as much as can hold what the message keeps. */
const READ_CHARS_MAX = 20_000;

const QUOTA =
  /insufficient[_ ](?:quota|funds|credits|balance)|exceeded your current quota|credit balance is too low|billing_error|spend_limit_reached|specified api usage limits/i;

/** An answer that says no. */
export interface Refusal {
  readonly status: number;
  /** Types and codes of the provider; empty where it gives none. */
  readonly code: string;
  readonly message: string;
  readonly headers?: Headers | undefined;
}

/** Statuses first: their texts differ from provider to provider. */
function causeOf({ status, code, message }: Refusal): JudgeErrorCause {
  const said = `${code} ${message}`;
  if (status === 402) return 'quota-exceeded';
  if ((status === 400 || status === 403 || status === 429) && QUOTA.test(said)) {
    return 'quota-exceeded';
  }
  if (status === 401 || status === 403) return 'auth-failed';
  if (status === 429) return 'throttled';
  if (status === 408 || status === 425 || status < 400 || status >= 500) return 'unavailable';
  return isOverflow({ status, code, message }) ? 'context-exceeded' : 'rejected';
}

/** Whether the request was longer than the context of the model. */
export const isOverflow = ({ status, code, message }: Refusal): boolean =>
  (status === 400 || status === 413 || status === 422) &&
  (saysContextLength(`${code} ${message}`) || code.includes('request_too_large'));

/** Errors of one judge, whose key appears in none of them. */
export class JudgeFailures {
  readonly #address: string;
  readonly #apiKey: string | undefined;

  constructor({ baseUrl, apiKey }: { readonly baseUrl: string; readonly apiKey?: string }) {
    const { origin, pathname } = new URL(baseUrl);
    this.#address = `${origin}${pathname}`;
    this.#apiKey = apiKey;
  }

  /** The endpoint said no. */
  refused(refusal: Refusal): JudgeError {
    const { status, message, headers } = refusal;
    return new JudgeError(
      causeOf(refusal),
      this.#say(`answered with ${status}${remedyOf(status)}: ${message}`),
      { retryAfterMs: retryAfterMs(headers, Date.now()) },
    );
  }

  /** No answer came: nobody listens, or the connection broke. */
  unreachable(error: unknown): JudgeError {
    return new JudgeError('unavailable', this.#say(`gave no answer: ${reasonOf(error)}`));
  }

  late(timeoutMs: number): JudgeError {
    return new JudgeError('unavailable', this.#say(`did not answer within ${timeoutMs} ms`));
  }

  /** Something came that is not of the API. */
  unreadable(found: string): JudgeError {
    return new JudgeError('unavailable', this.#say(`answered with ${found}`));
  }

  /** Masked: some providers repeat the rejected key in their answer. */
  masked(text: string): string {
    const withoutKey = this.#apiKey ? text.replaceAll(this.#apiKey, '[key]') : text;
    return redactMessage(withoutKey);
  }

  /** Masked before it is cut: half a key is found by no filter. */
  #say(problem: string): string {
    const text = this.masked(problem.slice(0, READ_CHARS_MAX)).replace(/\s+/g, ' ').trim();
    return `the judge at ${this.masked(this.#address)} ${text.slice(0, SAID_CHARS_MAX)}`;
  }
}

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'set the right API key for the judge',
  402: 'the account has no credit left',
  403: 'this key may not use it',
  404: 'no such path or model',
};

const remedyOf = (status: number): string =>
  REMEDIES[status] === undefined ? '' : ` (${REMEDIES[status]})`;

/** Libraries say "Connection error." and keep the reason one level below. */
function reasonOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (!(inner instanceof Error)) return String(inner);
  // An address with two families fails twice, with an empty message of its own.
  if (inner instanceof AggregateError) return inner.errors.map(reasonOf).join(', ');
  return inner.message;
}

/** Milliseconds of `retry-after-ms`, else of `retry-after`: seconds or a date (RFC 9110 section 10.2.3). */
function retryAfterMs(headers: Headers | undefined, nowMs: number): number | undefined {
  const exact = headers?.get('retry-after-ms')?.trim() ?? '';
  if (isNumeral(exact)) return Number(exact);
  const value = headers?.get('retry-after')?.trim() ?? '';
  if (isNumeral(value)) return Number(value) * 1000;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

const isNumeral = (text: string): boolean => /^\d{1,12}(?:\.\d+)?$/.test(text);
