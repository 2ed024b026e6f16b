import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type AnswerErrors,
  isAcceptedByCompat,
  isAcceptedByCorrected,
  measureAnswers,
  readLabelledAnswers,
} from '../../support/labelled-answers.ts';

const DOCUMENT = readFileSync(new URL('../../../docs/scoring.md', import.meta.url), 'utf8');
const KNOWN = ['numbers', 'sequences', 'labels', 'ids', 'synthetic', 'options', 'adversarial'];
const known = KNOWN.flatMap(readLabelledAnswers);
const heldOut = readLabelledAnswers('held-out');
/** Two sets of another author, the second written when the first had been repaired. */
const later = readLabelledAnswers('later-denials');
const last = readLabelledAnswers('later-last');

const of = (count: number, total: number): string =>
  `${count} of ${total} (${((100 * count) / total).toFixed(1)} %)`;
const rowOf = (set: string, { right, wrong, falseRejects, falseAccepts }: AnswerErrors): string =>
  `| ${set} | ${of(falseRejects.length, right)} | ${of(falseAccepts.length, wrong)} |`;
const repliesOf = (answers: AnswerErrors['falseAccepts']) => answers.map(({ reply }) => reply);
const isCompared = ({ task }: (typeof known)[number]) => task.dataset !== 'bizfinbench';

describe('the labelled answers', () => {
  test('are 300 and more, a third of them held out, and none stands twice', () => {
    const all = [...known, ...heldOut, ...later, ...last];
    const unseen = heldOut.length + later.length + last.length;
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(unseen).toBeGreaterThanOrEqual(all.length / 3);
    const keys = all.map(({ task, reply }) => JSON.stringify([task.id, task.gold, reply]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('are in both languages', () => {
    const languages = new Set(
      known.flatMap(({ task }) =>
        task.source?.kind === 'bizfinbench' ? [task.source.language] : [],
      ),
    );
    expect(languages).toEqual(new Set(['en', 'cn']));
  });
});

describe('corrected scorers', () => {
  test('err on the answers they were written with as the document says', () => {
    const errors = measureAnswers(known, isAcceptedByCorrected);
    expect(repliesOf(errors.falseRejects)).toEqual([]);
    // A percentage and a bare number of the same digits: the gold does not say which it is.
    expect(repliesOf(errors.falseAccepts)).toEqual(['Answer: 0.0562%']);
    expect(DOCUMENT).toContain(rowOf('`corrected`, known answers', errors));
  });

  test('err on the answers held out as the document says', () => {
    const errors = measureAnswers(heldOut, isAcceptedByCorrected);
    expect(repliesOf(errors.falseRejects)).toEqual([]);
    expect(repliesOf(errors.falseAccepts)).toEqual(['{"answer": "1823.74%"}']);
    expect(DOCUMENT).toContain(rowOf('`corrected`, held out, after repairs', errors));
  });

  test('refuse what is denied, bounded or only guessed at', () => {
    const errors = measureAnswers(later, isAcceptedByCorrected);
    expect(repliesOf(errors.falseRejects)).toEqual([]);
    expect(repliesOf(errors.falseAccepts)).toEqual([]);
    expect(DOCUMENT).toContain(rowOf('`corrected`, another author, after repairs', errors));
  });

  test('err on the last answers as the document says', () => {
    const errors = measureAnswers(last, isAcceptedByCorrected);
    expect(repliesOf(errors.falseRejects)).toEqual([
      'Answer: 2.66, not 1.83',
      'Answer: 2.66, which is above the industry average of 2.1',
      'Final: [2][4][1][3]',
    ]);
    expect(repliesOf(errors.falseAccepts)).toEqual([
      'Answer: 2.66 is wrong',
      'The order 2,4,1,3 is wrong',
      '谈不上积极',
      'Positive? No: negative',
    ]);
    expect(DOCUMENT).toContain(rowOf('`corrected`, last, after one repair', errors));
  });
});

describe("beside the original's rules", () => {
  test('on synthetic and options answers they err as the document says', () => {
    const compared = [...known, ...heldOut].filter(isCompared);
    const compat = measureAnswers(compared, isAcceptedByCompat);
    expect(DOCUMENT).toContain(rowOf('`compat`, synthetic and options answers of both', compat));
    const corrected = measureAnswers(compared, isAcceptedByCorrected);
    expect(DOCUMENT).toContain(rowOf('`corrected`, the same answers', corrected));
  });

  test.each(['bizfinbench', 'synthetic', 'options'])(
    'on all %s answers they err as the document says',
    (dataset) => {
      const answers = [...known, ...heldOut, ...later, ...last].filter(
        ({ task }) => task.dataset === dataset,
      );
      const corrected = measureAnswers(answers, isAcceptedByCorrected);
      expect(DOCUMENT).toContain(rowOf(`${dataset}, \`corrected\``, corrected));
      // Of BizFinBench the rules alone: with a judge the original asks it where they say no.
      const compat = measureAnswers(answers, isAcceptedByCompat);
      expect(DOCUMENT).toContain(rowOf(`${dataset}, \`compat\``, compat));
    },
  );
});
