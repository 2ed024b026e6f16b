import type { AgentErrorCause } from '../errors.ts';
import type { Failed, Unscored } from '../scoring/score.ts';
import { FATAL_CAUSES, type FatalCause } from './config-run.ts';

/**
 * How often a task is asked again, by who is to blame. Restarts of workers, servers and agents are
 * in nobody's budget: a task in flight when a process was killed has lost nothing.
 */
const AGENT_ATTEMPTS_MAX = 2;
const PROVIDER_ATTEMPTS_MAX = 5;
/** A task whose question kills the server each time must not keep a config busy for ever. */
const UNAVAILABLE_ATTEMPTS_MAX = 20;

export type Blame = 'agent' | 'provider' | 'endpoint';

const BLAME: Readonly<Record<AgentErrorCause, Blame>> = {
  'agent-failed': 'agent',
  'agent-timeout': 'agent',
  'protocol-error': 'agent',
  'empty-reply': 'agent',
  'content-refused': 'agent',
  'context-length-exceeded': 'agent',
  'rate-limited': 'provider',
  'provider-error': 'provider',
  'auth-failed': 'provider',
  'quota-exceeded': 'provider',
  'agent-unreachable': 'endpoint',
  'endpoint-unavailable': 'endpoint',
  cancelled: 'endpoint',
};

export const blameFor = (cause: AgentErrorCause): Blame => BLAME[cause];

const ATTEMPTS_MAX: Readonly<Record<Blame, number>> = {
  agent: AGENT_ATTEMPTS_MAX,
  provider: PROVIDER_ATTEMPTS_MAX,
  endpoint: UNAVAILABLE_ATTEMPTS_MAX,
};

/** The same question gives the same refusal: asking again only costs. */
const DETERMINISTIC: ReadonlySet<AgentErrorCause> = new Set([
  'content-refused',
  'context-length-exceeded',
  'auth-failed',
  'quota-exceeded',
]);

export const isFatal = (cause: AgentErrorCause): cause is FatalCause =>
  FATAL_CAUSES.some((fatal) => fatal === cause);

/** Whether the task ends with this failure. `causes` are those of all its calls in the round. */
export function isBudgetSpent(cause: AgentErrorCause, causes: readonly AgentErrorCause[]): boolean {
  if (DETERMINISTIC.has(cause)) return true;
  const blame = blameFor(cause);
  return causes.filter((earlier) => blameFor(earlier) === blame).length >= ATTEMPTS_MAX[blame];
}

/** The outcome of a task that ends with `cause`: the agent's own failures count, others do not. */
export function outcomeOfFailure(cause: AgentErrorCause, message: string): Failed | Unscored {
  const failed = (reason: Failed['reason']): Failed => ({ kind: 'failed', reason, message });
  const unscored = (reason: Unscored['reason']): Unscored => ({
    kind: 'unscored',
    reason,
    retryable: true,
    message,
  });
  switch (cause) {
    case 'agent-failed':
    case 'context-length-exceeded':
      return failed('agent-error');
    case 'agent-timeout':
      return failed('agent-timeout');
    case 'protocol-error':
      return failed('protocol-error');
    case 'empty-reply':
      return failed('empty-reply');
    case 'content-refused':
      return failed('refused');
    case 'rate-limited':
    case 'provider-error':
    case 'auth-failed':
    case 'quota-exceeded':
      return unscored('provider-error');
    case 'agent-unreachable':
    case 'endpoint-unavailable':
      return unscored('infrastructure');
    case 'cancelled':
      return unscored('cancelled');
  }
}

/** Pause before the next call, growing with the failures so far. */
export function retryDelayMs(
  cause: AgentErrorCause,
  failures: number,
  retryAfterMs: number | undefined,
): number {
  if (retryAfterMs !== undefined) return Math.min(retryAfterMs, 10 * 60_000);
  switch (blameFor(cause)) {
    case 'agent':
      return 1_000;
    case 'endpoint':
      return 2_000;
    case 'provider':
      return Math.min(60_000, 2_000 * 2 ** failures);
  }
}
