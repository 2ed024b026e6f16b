import { describe, expect, test } from 'vitest';
import { CircuitBreaker } from '../../../src/domain/suite/circuit-breaker.ts';

/** What the breaker says after each task; `at` is the place in the order of hand-out. */
function recordAll(tasks: readonly { readonly at: number; readonly unscored?: string }[]) {
  const breaker = new CircuitBreaker();
  return tasks.map(({ at, unscored = null }) =>
    breaker.record({ handedOutAtMs: at, nth: 1, unscored }),
  );
}

const row = (length: number, unscored?: string) =>
  Array.from({ length }, (_, at) => ({ at, ...(unscored && { unscored }) }));

describe('the circuit breaker', () => {
  test('trips at the twentieth task of a dead provider, and names the reason', () => {
    const said = recordAll(row(20, 'provider-error'));
    expect(said.slice(0, 19)).toEqual(Array(19).fill(undefined));
    expect(said[19]).toBe('20 of the last 20 tasks ended unscored (provider-error)');
  });

  test('trips when three quarters of the window are unscored, not before', () => {
    const saidAfter = (unscored: number) =>
      recordAll(
        row(20).map((task) =>
          task.at < unscored ? { ...task, unscored: 'infrastructure' } : task,
        ),
      ).at(-1);
    expect(saidAfter(14)).toBeUndefined();
    expect(saidAfter(15)).toContain('15 of the last 20');
  });

  test.each(['dropped', 'invalid-gold'])('is not tripped by %s: no instrument failed', (reason) => {
    expect(recordAll(row(40, reason)).some((said) => said !== undefined)).toBe(false);
  });

  test('forgets a dark hour once later tasks have scores', () => {
    const dark = row(14, 'provider-error');
    const after = row(40).map(({ at }) => ({ at: at + 14 }));
    expect(recordAll([...dark, ...after]).some((said) => said !== undefined)).toBe(false);
  });

  test('is not misled by failures that come in late, all in a row', () => {
    const tasks = row(100);
    const failing = tasks.filter(({ at }) => at % 5 === 0);
    const prompt = tasks.filter(({ at }) => at % 5 !== 0);
    const late = failing.map((task) => ({ ...task, unscored: 'provider-error' }));
    expect(recordAll([...prompt, ...late]).some((said) => said !== undefined)).toBe(false);
  });
});
