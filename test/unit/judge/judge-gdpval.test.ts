import { describe, expect, test } from 'vitest';
import { judgeGdpval } from '../../../src/domain/judge/judge-gdpval.ts';
import { criterion, gdpvalTask, LIMITS } from '../../support/judged-tasks.ts';
import { runScript, verdictOn } from '../../support/run-judge-script.ts';

const MEMO = 'Memo: the loan book is sound.';
const points = (values: readonly number[]) =>
  JSON.stringify(
    Object.fromEntries(
      ['completion', 'accuracy', 'format', 'professionalism'].map((name, index) => [
        name,
        { explanation: 'because', points: values[index] },
      ]),
    ),
  );

describe('a deliverable with a published rubric', () => {
  test('earns the points of the criteria that it meets', () => {
    const task = gdpvalTask([criterion(4, 'Names the reserve.'), criterion(6, 'Is a memo.')]);
    const { grade, requests } = runScript(judgeGdpval(task, MEMO, [], LIMITS), (request) =>
      verdictOn(request, (id) => id === 'c002'),
    );
    expect(grade).toMatchObject({ value: 0.6, max: 1, correct: false });
    expect(requests[0]?.prompt).toBe('gdpval-criteria@1');
  });

  test('is judged beside the names and texts of the files it came with', () => {
    const file = { name: 'book.csv', mediaType: 'text/csv', url: null, copy: null, text: null };
    const task = gdpvalTask([criterion(1)], { files: [file] });
    const texts = [{ name: 'book.csv', text: 'loan,rate\n1,4 %' }];
    const [request] = runScript(judgeGdpval(task, MEMO, texts, LIMITS), (asked) =>
      verdictOn(asked),
    ).requests;
    expect(request?.user).toContain('Files given with the task: book.csv.');
    expect(request?.user).toContain('loan,rate');
    expect(request?.user).toContain('Occupation: Auditors. Sector: Finance.');
  });

  test('is not graded by a rubric without points', () => {
    const { grade } = runScript(judgeGdpval(gdpvalTask([]), MEMO, [], LIMITS), () => '{}');
    expect(grade).toMatchObject({ kind: 'unscored', reason: 'invalid-gold' });
  });
});

describe('a deliverable without a rubric', () => {
  test('has four sub-scores of 25 points', () => {
    const script = judgeGdpval(gdpvalTask(null), MEMO, [], LIMITS);
    expect(runScript(script, () => points([25, 20, 15, 10])).grade).toEqual({
      kind: 'scored',
      value: 0.7,
      max: 1,
      correct: true,
      subScores: { completion: 25, accuracy: 20, format: 15, professionalism: 10 },
      feedback: 'completion 25 of 25, accuracy 20 of 25, format 15 of 25, professionalism 10 of 25',
    });
  });

  test.each([
    ['18.5 points', points([18.5, 20, 15, 10])],
    ['26 points', points([26, 20, 15, 10])],
    ['-1 points', points([-1, 20, 15, 10])],
    ['points in words', points([18, 20, 15, 10]).replace('18', '"18"')],
    ['endless points', points([18, 20, 15, 10]).replace('18', '1e999')],
    ['a dimension left out', points([18, 20, 15, 10]).replace('"format"', '"Format"')],
  ])('has no score after two replies with %s', (_, reply) => {
    const script = judgeGdpval(gdpvalTask(null), MEMO, [], LIMITS);
    expect(runScript(script, () => reply).grade).toMatchObject({ reason: 'judge-invalid' });
  });

  test('is asked for bare points the second time', () => {
    const bare = '{"completion": 20, "accuracy": 20, "format": 20, "professionalism": 20}';
    const script = judgeGdpval(gdpvalTask(null), MEMO, [], LIMITS);
    const { grade } = runScript(script, (_, index) => (index === 0 ? 'Good.' : bare));
    expect(grade).toMatchObject({ value: 0.8 });
  });

  test('earns nothing by length: filler words are judged like any others', () => {
    const filler = 'Further analysis - of value. '.repeat(500);
    const script = judgeGdpval(gdpvalTask(null), filler, [], LIMITS);
    expect(runScript(script, () => points([0, 0, 0, 0])).grade).toMatchObject({ value: 0 });
    const dead = judgeGdpval(gdpvalTask(null), filler, [], LIMITS);
    expect(
      runScript(dead, () => ({ kind: 'failed', reason: 'unavailable', message: 'down' })).grade,
    ).toMatchObject({ kind: 'unscored' });
  });
});
