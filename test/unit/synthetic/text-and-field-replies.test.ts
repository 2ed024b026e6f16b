import { describe, expect, test } from 'vitest';
import type { Gold } from '../../../src/domain/dataset/task.ts';
import { scoreSynthetic } from '../../../src/domain/scoring/synthetic/score-synthetic.ts';
import { taskWith } from '../../support/tasks.ts';

describe('a text answer', () => {
  const task = taskWith({ kind: 'text', formatted: 'Option A, by 1.5%' });

  test.each([
    'Answer: Option A, by 1.5%',
    'answer: **option A by 1.5%**',
    'Because of the yield.\n\nFinal answer: Option A,\nby 1.5%.\n\nThat settles it.',
    'Option A (by 1.5%)',
  ])('%j is right: case, punctuation and line breaks do not count', (reply) => {
    expect(scoreSynthetic(task, reply)).toMatchObject({ value: 1, correct: true });
  });

  test.each([
    'Answer: Option A, by 15%',
    'Answer: Option A, by -1.5%',
    'Answer: Not Option A, by 1.5%',
    'Answer: Option A, by 1.5% or Option B',
    'Option A, by 1.5%\nAnswer: Option B',
  ])('%j is wrong: containing the right words is not enough', (reply) => {
    expect(scoreSynthetic(task, reply)).toMatchObject({ value: 0, correct: false });
  });
});

describe('an answer of several fields', () => {
  const gold: Gold = {
    kind: 'fields',
    fields: { max_profit: 1500, cagr: 0.12, surprise_pct: 4.2, beat: true, trend: 'Strong growth' },
    tolerance: { relative: 0.05, absolute: 0 },
    formatted: 'five fields',
  };
  const score = (reply: string) => scoreSynthetic(taskWith(gold), reply);

  test('is right in lines, in one line, in Markdown and in JSON', () => {
    for (const reply of [
      'Answer:\nmax_profit: $1,500\ncagr: 12%\nsurprise_pct: 4.2\nbeat: yes\ntrend: strong growth',
      'Max profit: 1,500, CAGR: 0.12, surprise pct: 4.2%, beat: true, trend: strong growth',
      '- **Max Profit:** $1.5k\n- **CAGR**: 12%\n- `surprise_pct` = 4.2\n- beat: True.\n- trend: "strong growth"',
      '{"max_profit": 1500, "cagr": 0.12, "surprise_pct": 4.2, "beat": true, "trend": "strong growth"}',
    ]) {
      expect(score(reply)).toMatchObject({ value: 1, correct: true });
    }
  });

  test('earns its share, and is correct only when all fields are', () => {
    const reply = 'Answer:\nmax_profit: 1500\ncagr: 20%\nbeat: true\ntrend: decline';
    expect(score(reply)).toMatchObject({
      value: 0.4,
      correct: false,
      subScores: { max_profit: 1, cagr: 0, surprise_pct: 0, beat: 1, trend: 0 },
      feedback: expect.stringContaining('cagr, surprise_pct, trend'),
    });
  });

  test('gains nothing by naming one field twice', () => {
    expect(score('beat: true\nbeat: false')).toMatchObject({ subScores: { beat: 0 } });
  });

  test('does not find a field inside a longer name', () => {
    expect(score('old_max_profit: 1500')).toMatchObject({ subScores: { max_profit: 0 } });
  });
});

test.each(['', '   ', '\n\t\n'])('the empty reply %j is the failure of the agent', (reply) => {
  const score = scoreSynthetic(taskWith({ kind: 'text', formatted: 'A' }), reply);
  expect(score).toMatchObject({ kind: 'failed', reason: 'empty-reply' });
});
