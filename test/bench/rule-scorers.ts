// npm run bench:scorers [-- --json]
// How long the compatible rule scorers take over 1,000 long replies each, in one thread.
import { parseArgs } from 'node:util';
import { scoreBizfinbenchCompat } from '../../src/domain/scoring/compat/score-bizfinbench.ts';
import { scoreGdpvalCompat } from '../../src/domain/scoring/compat/score-gdpval.ts';
import { scoreOptionsCompat } from '../../src/domain/scoring/compat/score-options.ts';
import { scorePrbenchCompat } from '../../src/domain/scoring/compat/score-prbench.ts';
import { scorePublicCsvCompat } from '../../src/domain/scoring/compat/score-public-csv.ts';
import { scoreSyntheticCompat } from '../../src/domain/scoring/compat/score-synthetic.ts';

const ITEMS = 1_000;
const LIMIT_MS = 1_000;
const CRITERIA = Array.from(
  { length: 20 },
  (_, index) => `States the leverage ratio of ${index}.5x`,
);

/** About 4,000 characters with figures, as agents write them; no two are the same. */
const replyOf = (item: number): string =>
  `Reply ${item}: net sales were $57.${item} billion, up 14%, at a delta of 0.${item}. `.repeat(52);

const SCORERS: Readonly<Record<string, (reply: string, item: number) => unknown>> = {
  bizfinbench: (predicted, item) =>
    scoreBizfinbenchCompat({
      predicted,
      expected: item % 2 === 0 ? '14' : `Net sales were $57.${item} billion`,
      taskType: item % 2 === 0 ? 'financial_quantitative_computation' : 'financial_report_analysis',
      question: null,
    }),
  prbench: (predicted) =>
    scorePrbenchCompat({
      predicted,
      expected: '',
      question: null,
      rubric: { criteria: CRITERIA, penaltyConditions: ['Invents figures'] },
      weights: null,
    }),
  public_csv: (predicted) =>
    scorePublicCsvCompat({
      predicted,
      expected: null,
      question: null,
      rubric: CRITERIA.map((criteria) => ({ operator: 'correctness', criteria })),
    }),
  synthetic: (predicted, item) =>
    scoreSyntheticCompat({ predicted, expected: `${item}.25%`, groundTruthValue: item }),
  options: (analysis) => scoreOptionsCompat({ category: 'Greeks Analysis', analysis }),
  gdpval: (predicted) =>
    scoreGdpvalCompat({
      predicted,
      taskPrompt: 'Write a memo',
      occupation: null,
      sector: null,
      referenceFiles: null,
    }),
};

const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const replies = Array.from({ length: ITEMS }, (_, item) => replyOf(item));
const rows = Object.entries(SCORERS).map(([scorer, score]) => {
  const startedAt = performance.now();
  for (const [item, reply] of replies.entries()) score(reply, item);
  return { scorer, items: ITEMS, elapsedMs: Math.round(performance.now() - startedAt) };
});

if (options.json) console.log(JSON.stringify(rows));
else console.table(rows);
const slow = rows.filter(({ elapsedMs }) => elapsedMs > LIMIT_MS);
if (slow.length > 0) {
  console.error(`over ${LIMIT_MS} ms: ${slow.map(({ scorer }) => scorer).join(', ')}`);
  process.exitCode = 1;
}
