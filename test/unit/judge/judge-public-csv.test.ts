import { expect, test } from 'vitest';
import { judgePublicCsv } from '../../../src/domain/judge/judge-public-csv.ts';
import { LIMITS, publicCsvTask } from '../../support/judged-tasks.ts';
import { runScript, verdictOn } from '../../support/run-judge-script.ts';

const ITEMS = [
  { operator: 'correctness', type: null, text: 'Revenue was $4.2 billion.' },
  { operator: 'correctness', type: null, text: 'It grew by 7 %.' },
  { operator: 'contradiction', type: null, text: 'Revenue fell.' },
  { operator: 'style', type: null, text: 'It is polite.' },
];

const judge = (task: ReturnType<typeof publicCsvTask>, met: readonly string[]) =>
  runScript(judgePublicCsv(task, 'Revenue was $4.2 billion.', LIMITS), (request) =>
    verdictOn(request, (id) => met.includes(id)),
  );

test('what an answer must say gives a point, what it must not say costs one', () => {
  const task = publicCsvTask(ITEMS);
  expect(judge(task, ['c001', 'c002']).grade).toMatchObject({ value: 1, correct: true });
  expect(judge(task, ['c001']).grade).toMatchObject({ value: 0.5, correct: false });
  expect(judge(task, ['c001', 'c002', 'c003']).grade).toMatchObject({ value: 0.5 });
});

test('items of an unknown kind are not shown to the judge', () => {
  const { requests } = judge(publicCsvTask(ITEMS), []);
  expect(requests.map(({ user }) => user).join()).not.toContain('polite');
});

test('without a rubric the reference answer is the one statement', () => {
  const task = publicCsvTask([], 'Revenue was $4.2 billion.');
  expect(judge(task, ['c001']).grade).toMatchObject({ kind: 'scored', value: 1 });
});

test('a row with neither is invalid, not judged', () => {
  const { grade, requests } = judge(publicCsvTask([], ' '), []);
  expect(grade).toMatchObject({ kind: 'unscored', reason: 'invalid-gold', retryable: false });
  expect(requests).toEqual([]);
});
