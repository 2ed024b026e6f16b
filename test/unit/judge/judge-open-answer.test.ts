import { describe, expect, test } from 'vitest';
import { judgeOpenAnswer } from '../../../src/domain/judge/judge-open-answer.ts';
import { LIMITS, openTask } from '../../support/judged-tasks.ts';
import { runScript } from '../../support/run-judge-script.ts';

const TASK = openTask('The licence was suspended.');
const script = (reply = 'The regulator suspended it.') => judgeOpenAnswer(TASK, reply, LIMITS);

describe('an open answer', () => {
  test.each([
    [true, 1],
    [false, 0],
  ])('that the judge calls correct: %s', (correct, value) => {
    const { grade, requests } = runScript(script(), () =>
      JSON.stringify({ explanation: 'compared', correct }),
    );
    expect(grade).toMatchObject({ kind: 'scored', value, max: 1, correct });
    expect(requests).toHaveLength(1);
  });

  test('is shown with its question and its reference, each between its own lines', () => {
    const [request] = runScript(script(), () => '{"explanation": "", "correct": true}').requests;
    const boundary = /NAME ([0-9a-f]{20})>>>/.exec(request?.system ?? '')?.[1];
    for (const name of ['question', 'reference', 'answer']) {
      expect(request?.user).toContain(`<<<${name} ${boundary}>>>`);
      expect(request?.user).toContain(`<<<end ${name} ${boundary}>>>`);
    }
  });

  test.each(['{"correct": "yes"}', '{"correct": true, "score": 1}', 'correct: true', '[true]'])(
    'has no score after %s',
    (reply) => {
      expect(runScript(script(), () => reply).grade).toMatchObject({ reason: 'judge-invalid' });
    },
  );

  test('that is empty costs no judge', () => {
    expect(runScript(script('  \n'), () => '{}')).toMatchObject({
      grade: { kind: 'failed', reason: 'empty-reply' },
      requests: [],
    });
  });
});
