import { expect, test } from 'vitest';
import { configCard } from '../../../src/report/html/config-card.ts';
import { warnOfRepeatedReplies } from '../../../src/report/repeated-replies.ts';
import { anOutcome, scored } from '../../support/config-records.ts';
import { aRepeat, aTaskRow, someResults } from '../../support/run-report.ts';

const FAILURE = 'The model stopped responding.';
const rows = (count: number, answer: string, score = scored(0)) =>
  Array.from({ length: count }, (_, index) =>
    aTaskRow({ taskId: `t${index}`, repeats: [aRepeat({ answer, score })] }),
  );

test('a failure that was scored for three different tasks is named, with its share', () => {
  expect(warnOfRepeatedReplies(rows(3, FAILURE))).toEqual([
    `3 tasks (100 % of those scored) got the same reply, which reads like a failure and is scored as an answer: "${FAILURE}". Look at them before you trust the score.`,
  ]);
});

test('an honest constant is no reason to warn', () => {
  expect(warnOfRepeatedReplies(rows(9, 'I do not know.'))).toEqual([]);
});

test('replies that are not scored anyway are no reason to warn', () => {
  const unscored = aRepeat({ answer: FAILURE, score: null });
  const tasks = ['a', 'b', 'c'].map((taskId) => aTaskRow({ taskId, repeats: [unscored] }));
  expect(warnOfRepeatedReplies(tasks)).toEqual([]);
});

test('the card of a config shows the warning above its figures', () => {
  const { report } = someResults([anOutcome('t0', scored(0))]);
  const card = String(configCard({ report, tasks: rows(4, FAILURE) }));
  expect(card).toContain('4 tasks (100 % of those scored) got the same reply');
  expect(String(configCard({ report, tasks: rows(2, FAILURE) }))).not.toContain('the same reply');
});
