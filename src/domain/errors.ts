/** Small, secret-free facts that travel with an error into logs and failure details. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean>>;

/**
 * An expected failure of an evaluation, as opposed to a bug.
 * Each subclass stands for one decision its catcher can take.
 */
export abstract class EvaluationError extends Error {
  abstract readonly retryable: boolean;
  readonly facts: ErrorFacts;

  constructor(message: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.facts = facts;
  }
}

/** The user can mend it: a file, a key, an environment variable. The message says what and how. */
export class ConfigurationError extends EvaluationError {
  readonly retryable = false;
}

/** Data is not what its description promises: wrong hash, wrong shape, invalid gold answer. */
export class DatasetIntegrityError extends EvaluationError {
  readonly retryable = false;
}

/** A stored artifact is missing or its bytes do not match its reference. */
export class ArtifactError extends EvaluationError {
  readonly retryable = false;
}

/** A server or agent process could not be brought up or was lost. */
export class DeploymentError extends EvaluationError {
  readonly retryable: boolean;

  constructor(message: string, retryable: boolean, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(message, facts, options);
    this.retryable = retryable;
  }
}

/** Why a call to the agent gave no usable answer; who is to blame is in `suite/attempt-budget.ts`. */
export const AGENT_ERROR_CAUSES = [
  'agent-failed',
  'agent-timeout',
  'agent-unreachable',
  'protocol-error',
  'empty-reply',
  'content-refused',
  'context-length-exceeded',
  'endpoint-unavailable',
  'rate-limited',
  'provider-error',
  'auth-failed',
  'quota-exceeded',
  'cancelled',
] as const;
export type AgentErrorCause = (typeof AGENT_ERROR_CAUSES)[number];

/** A call to the agent, or the agent's own call to its model, failed. */
export class AgentError extends EvaluationError {
  readonly agentCause: AgentErrorCause;
  /** When the other side asked for a pause (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  readonly retryable: boolean;

  constructor(
    agentCause: AgentErrorCause,
    message: string,
    {
      facts = {},
      retryAfterMs,
      cause,
    }: { facts?: ErrorFacts; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { agentCause, ...facts }, cause === undefined ? undefined : { cause });
    this.agentCause = agentCause;
    this.retryAfterMs = retryAfterMs;
    this.retryable = agentCause !== 'auth-failed' && agentCause !== 'quota-exceeded';
  }
}

export type JudgeErrorCause =
  /** Too many requests: 429. */
  | 'throttled'
  /** No answer, or one that says so: timeouts, dropped connections, 5xx, something else than the API. */
  | 'unavailable'
  /** The endpoint refuses this request, and would again. */
  | 'rejected'
  | 'context-exceeded'
  | 'auth-failed'
  | 'quota-exceeded';

/** A call to the judge gave no reply. */
export class JudgeError extends EvaluationError {
  readonly judgeCause: JudgeErrorCause;
  /** When the endpoint asked for a pause (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  readonly retryable: boolean;

  constructor(
    judgeCause: JudgeErrorCause,
    message: string,
    { retryAfterMs, cause }: { retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { judgeCause }, cause === undefined ? undefined : { cause });
    this.judgeCause = judgeCause;
    this.retryAfterMs = retryAfterMs;
    this.retryable = judgeCause === 'throttled' || judgeCause === 'unavailable';
  }
}
