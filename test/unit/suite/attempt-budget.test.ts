import { describe, expect, test } from 'vitest';
import { CallErrorSchema, ScoreSchema } from '../../../src/contracts/records.ts';
import { AGENT_ERROR_CAUSES, type AgentErrorCause } from '../../../src/domain/errors.ts';
import {
  blameFor,
  isBudgetSpent,
  isFatal,
  outcomeOfFailure,
  retryDelayMs,
} from '../../../src/domain/suite/attempt-budget.ts';

const DETERMINISTIC = [
  'content-refused',
  'context-length-exceeded',
  'auth-failed',
  'quota-exceeded',
];

describe.each(AGENT_ERROR_CAUSES)('%s', (cause) => {
  test('has an outcome that can be stored', () => {
    const outcome = outcomeOfFailure(cause, 'why');
    expect(ScoreSchema.parse(outcome)).toEqual(outcome);
    expect(CallErrorSchema.shape.cause.parse(cause)).toBe(cause);
  });

  test('counts against the agent if, and only if, the agent is to blame', () => {
    expect(outcomeOfFailure(cause, 'why').kind).toBe(
      blameFor(cause) === 'agent' ? 'failed' : 'unscored',
    );
  });

  test('ends a task at once if the next call would fail the same way', () => {
    expect(isBudgetSpent(cause, [cause])).toBe(DETERMINISTIC.includes(cause));
  });

  test('ends a task sooner or later', () => {
    expect(isBudgetSpent(cause, Array<AgentErrorCause>(20).fill(cause))).toBe(true);
  });

  test('is asked for again after a pause of at most ten minutes', () => {
    for (const failures of [1, 5, 100]) {
      for (const retryAfterMs of [undefined, 0, 86_400_000]) {
        const delay = retryDelayMs(cause, failures, retryAfterMs);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(600_000);
      }
    }
  });
});

test('only keys and quotas stop a whole config', () => {
  expect(AGENT_ERROR_CAUSES.filter(isFatal)).toEqual(['auth-failed', 'quota-exceeded']);
});

test('failures of one side do not use up the budget of another', () => {
  const others: AgentErrorCause[] = ['agent-failed', ...Array(19).fill('endpoint-unavailable')];
  expect(isBudgetSpent('provider-error', [...others, 'provider-error'])).toBe(false);
  expect(isBudgetSpent('agent-timeout', [...others, 'agent-timeout'])).toBe(true);
});
