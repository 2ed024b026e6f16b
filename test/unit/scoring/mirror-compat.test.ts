import { expect, test } from 'vitest';
import { mirrorCompat } from '../../../src/domain/scoring/mirror-compat.ts';
import { dropped, failed, scored, unscored } from '../../support/config-records.ts';

test('a compat grade is the score by which a compat run is orchestrated', () => {
  const grade = scored(0.8);
  expect(mirrorCompat(grade)).toBe(grade);
});

test('a row dropped for the agent is unscored, so that a retry can ask again', () => {
  expect(mirrorCompat(dropped, failed())).toEqual({
    kind: 'unscored',
    reason: 'dropped',
    retryable: true,
    message: 'agent-error: the agent gave up',
  });
});

test('a row dropped for the instrument keeps the instrument’s reason', () => {
  const lost = unscored('infrastructure');
  expect(mirrorCompat(dropped, lost)).toBe(lost);
});

test('a row dropped because the scorer raises would be dropped again', () => {
  expect(mirrorCompat(dropped)).toMatchObject({ reason: 'dropped', retryable: false });
});
