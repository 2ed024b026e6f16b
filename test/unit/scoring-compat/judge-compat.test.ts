import { describe, expect, test } from 'vitest';
import type { AskedTask } from '../../../src/domain/dataset/task.ts';
import { compatJudgeOf, judgeCompat } from '../../../src/domain/scoring/compat/judge-compat.ts';
import { criterion, gdpvalTask, openTask, prBenchTask } from '../../support/judged-tasks.ts';
import { runScript } from '../../support/run-judge-script.ts';

const JUDGE = { model: 'judge', temperature: 0.3 };

const grade = (task: AskedTask, verdict: object, reply = 'Hold it; the yield is 4 %.') =>
  runScript(judgeCompat(task, reply, compatJudgeOf(task.dataset, JUDGE)), () =>
    JSON.stringify(verdict),
  );

const classed = (weightClass: string) => ({ ...criterion(-1, `Is ${weightClass}.`), weightClass });

describe('prbench', () => {
  const task = prBenchTask([
    classed('critically important'),
    classed('critically detrimental'),
    classed('detrimental'),
  ]);

  test('only the class "detrimental" is a penalty; other negative ones are rewarded', () => {
    const all = { criteria_met: [1, 2], penalties_triggered: [], overall_quality: 1 };
    expect(grade(task, all).grade).toMatchObject({ kind: 'scored', value: 1 });
    const faulty = { criteria_met: [1], penalties_triggered: [3], overall_quality: 0 };
    // 0.7 x (3 - 1) / 4
    expect(grade(task, faulty).grade).toMatchObject({ value: 0.35 });
  });

  test('a verdict that is no JSON is asked for twice, then words decide without a sign', () => {
    const { grade: graded, requests } = runScript(
      judgeCompat(task, 'Hold it.', compatJudgeOf('prbench', JUDGE)),
      () => 'Full marks.',
    );
    expect(requests).toHaveLength(2);
    expect(graded.kind).toBe('scored');
  });
});

test('gdpval is judged by its own task, not by what the question says of files', () => {
  const task = { ...gdpvalTask(null), question: 'The files are listed here.' };
  const verdict = { completion: 25, accuracy: 20, format: 15, professionalism: 10 };
  const { grade: graded, requests } = grade(task, verdict, 'A memo of more than ten characters.');
  expect(graded).toMatchObject({ value: 0.7, correct: true });
  expect(requests.map(({ user }) => user).join()).toContain('Write the memo on the loan book.');
  expect(requests.map(({ user }) => user).join()).not.toContain('The files are listed here.');
});

test('bizfinbench asks about open answers', () => {
  const { grade: graded, requests } = grade(openTask('It fell.'), { correct: true, score: 1 });
  expect(graded).toMatchObject({ value: 1, correct: true });
  expect(requests).toHaveLength(1);
});

test('the judge of a config is that of every dataset but options', () => {
  expect(compatJudgeOf('gdpval', JUDGE)).toMatchObject({ ...JUDGE, maxTokens: 2000 });
  expect(compatJudgeOf('synthetic', JUDGE)).toMatchObject({ ...JUDGE, maxTokens: 512 });
  expect(compatJudgeOf('options', JUDGE)).toMatchObject({ model: 'gpt-4o-mini', temperature: 0 });
  expect(compatJudgeOf('prbench', { ...JUDGE, temperature: null }).temperature).toBe(0);
});
