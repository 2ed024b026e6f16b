import { describe, expect, test } from 'vitest';
import { fieldsGold } from '../../../src/domain/dataset/options/template.ts';
import { OPTIONS_TEMPLATES } from '../../../src/domain/dataset/options/templates.ts';
import { numberGold } from '../../../src/domain/dataset/synthetic/template.ts';
import { TEMPLATES } from '../../../src/domain/dataset/synthetic/templates.ts';
import type { Tolerance } from '../../../src/domain/dataset/task.ts';
import { isWithinTolerance } from '../../../src/domain/scoring/synthetic/tolerance.ts';
import { draftsOf } from '../../support/drafts.ts';
import { optionsDraftsOf } from '../../support/options-drafts.ts';

const SHARE_MAX = 0.1;
/** Questions enough that luck does not reach the bound. */
const QUESTIONS = 200;

/** One number that is asked for. */
interface Item {
  readonly question: string;
  readonly value: number;
  readonly tolerance: Tolerance;
}

const syntheticSeries = TEMPLATES.map((template) => ({
  name: template.id,
  items: draftsOf(template, QUESTIONS).map(({ question, asked }): Item => {
    const { value, tolerance } = numberGold(asked);
    return { question, value, tolerance };
  }),
}));

const optionsSeries = OPTIONS_TEMPLATES.flatMap((template) => {
  const drafts = optionsDraftsOf(template);
  return Object.keys(drafts[0]?.answers ?? {}).map((field) => ({
    name: `${template.id} ${field}`,
    items: drafts.map(({ question, answers, relativeTolerance }): Item => {
      const { tolerance } = fieldsGold(answers, relativeTolerance);
      return { question, value: answers[field] ?? Number.NaN, tolerance };
    }),
  }));
});

const series = [...syntheticSeries, ...optionsSeries];

const shareOf = (items: readonly Item[], guess: (item: Item) => number | undefined): number =>
  items.filter((item) => {
    const answer = guess(item);
    return answer !== undefined && isWithinTolerance(answer, item.value, item.tolerance);
  }).length / items.length;

const numbersIn = (text: string): readonly number[] =>
  (text.replaceAll(',', '').match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

describe.each(series)('$name', ({ items }) => {
  test('has no constant that answers one question in ten, not even the best in hindsight', () => {
    for (const { value: constant } of items) {
      expect(
        shareOf(items, () => constant),
        `${constant}`,
      ).toBeLessThan(SHARE_MAX);
    }
  });

  test('is not answered by the answer most frequent in other questions', () => {
    const seen = items.slice(0, items.length / 2);
    const asked = items.slice(items.length / 2);
    const frequent = seen.toSorted(
      (a, b) => shareOf(seen, () => b.value) - shareOf(seen, () => a.value),
    )[0];
    expect(shareOf(asked, () => frequent?.value)).toBeLessThan(SHARE_MAX);
  });

  test('is not answered by repeating a number of the question, scaled to percent or not', () => {
    const places = Math.max(...items.map(({ question }) => numbersIn(question).length));
    for (let place = 0; place < places; place += 1) {
      for (const scale of [1, 100, 0.01]) {
        const share = shareOf(items, ({ question }) => {
          const number = numbersIn(question)[place];
          return number === undefined ? undefined : number * scale;
        });
        expect(share, `number ${place} x ${scale}`).toBeLessThan(SHARE_MAX);
      }
    }
  });
});

test.each([0, 1, 5, 10, 12, 50, 100, 1_000, 10_000])(
  'the constant %d answers almost nothing of any dataset',
  (constant) => {
    for (const dataset of [syntheticSeries, optionsSeries]) {
      const shares = dataset.map(({ items }) => shareOf(items, () => constant));
      expect(mean(shares)).toBeLessThan(SHARE_MAX / 5);
    }
  },
);
