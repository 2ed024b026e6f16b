import { describe, expect, test } from 'vitest';
import { judgePublicCsvCompat } from '../../../src/domain/scoring/compat/judge-public-csv.ts';
import { keyElements } from '../../../src/domain/scoring/compat/public-csv-elements.ts';
import {
  type PublicCsvItem,
  scorePublicCsvCompat,
} from '../../../src/domain/scoring/compat/score-public-csv.ts';
import { compatJudge } from '../../support/judge-vectors.ts';
import { ScriptedJudge } from '../../support/scripted-judge.ts';

const RUBRIC: readonly PublicCsvItem[] = [
  { operator: 'correctness', criteria: 'A' },
  { operator: 'contradiction', criteria: 'B' },
];

function judged(verdict: string, rubric = RUBRIC) {
  const input = { predicted: 'long '.repeat(5_000), expected: null, question: null, rubric };
  const endpoint = new ScriptedJudge([{ kind: 'text', content: verdict }]);
  const grade = endpoint.play(judgePublicCsvCompat(input, compatJudge('public_csv')));
  return { grade, question: endpoint.questions[0] };
}

test.each([
  ['Net Sales of AAPL were $57.2  Billion', ['$57.2  billion', 'net sales', 'billion', 'aapl']],
  ['Up 14 % to 1,234', ['14 %', '1,234', 'up']],
  ['UPX', ['upx']],
  ['TOOLONG eBay', []],
])('the elements of %j are %j', (criterion, elements) => {
  expect(keyElements(criterion)).toEqual(elements);
});

test('two empty texts are equal, and one in the other is worth 0.7', () => {
  const score = (predicted: string, expected: string) =>
    scorePublicCsvCompat({ predicted, expected, question: null, rubric: [] }).score;
  expect(score('', '')).toBe(1);
  expect(score('Abc d', 'abc')).toBe(0.7);
});

describe('the verdict', () => {
  test('items that are missing or no objects are not met, and flagged', () => {
    const { grade } = judged('{"items": ["yes"]}');
    expect(grade).toMatchObject({
      score: 0,
      details: {
        llm_partial: true,
        llm_items_received: 1,
        llm_items_expected: 2,
        item_results: [
          { met: false, missing: true },
          { violated: false, missing: true },
        ],
      },
    });
  });

  test('items without an operator are met outside the denominator', () => {
    const rubric = [{ criteria: 'A' }, { criteria: 'B' }];
    const { grade } = judged('{"items": [{"met": true}, {"met": false}]}', rubric);
    expect(grade).toMatchObject({ score: 1, correctCount: 1, totalCount: 0 });
  });

  test.each(['{"items": {}}', '{"items": 3}'])('%s crashes the original', (verdict) => {
    expect(judged(verdict).grade).toMatchObject({ kind: 'crash', consequence: 'row-dropped' });
  });

  test('nothing is cut for the judge', () => {
    const { question } = judged('{"items": []}');
    expect(question?.trims).toEqual([]);
    expect(question?.user).toContain('long '.repeat(5_000).trim());
  });
});
