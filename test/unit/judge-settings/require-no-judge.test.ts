import { describe, expect, test } from 'vitest';
import { requireNoJudge } from '../../../activities/require-no-judge.ts';
import { ResolvedDatasetSchema } from '../../../src/contracts/resolved-dataset.ts';
import { ConfigInputSchema } from '../../../src/contracts/suite-input.ts';
import type { RunProfile } from '../../../src/domain/scoring/profile.ts';

const drawn = { limit: 0, shuffle: false, weight: 1 };
const tables = { source: 'tables', origin: 'o', licence: null, tables: [], ...drawn };
const file = { source: 'file', path: 'p', key: 'k', sha256: 's', ...drawn };
const slices = (...taskTypes: readonly string[]) =>
  taskTypes.map((taskType) => ({ taskType, language: 'en' }));

const PRBENCH = {
  ...{ type: 'prbench', ...tables, splits: [], referenceTexts: true, wording: 'full' },
};
const GDPVAL = {
  ...{ type: 'gdpval', ...tables, referenceFiles: true, references: [], wording: 'full' },
};
const PUBLIC_CSV = { type: 'public_csv', ...file };
const SYNTHETIC = { type: 'synthetic', ...file };
const bizFinBench = (...taskTypes: readonly string[]) => ({
  ...{ type: 'bizfinbench', ...tables, slices: slices(...taskTypes) },
});

const run = (profile: RunProfile, ...datasets: readonly object[]) => {
  const input = { id: 'a', agent: 'do-nothing', profile, eval_config: 'e.yaml' };
  const resolved = datasets.map((dataset) => ResolvedDatasetSchema.parse(dataset));
  requireNoJudge(ConfigInputSchema.parse(input), resolved);
};

describe('a config without a judge', () => {
  test.each([
    ['prbench', PRBENCH],
    ['gdpval', GDPVAL],
    ['public_csv', PUBLIC_CSV],
    ['bizfinbench', bizFinBench('stock_price_predict', 'event_logic_reasoning')],
  ])('is refused where %s would need one, with the keys to set', (type, dataset) => {
    for (const profile of ['corrected', 'both'] as const) {
      expect(() => run(profile, SYNTHETIC, dataset)).toThrow(
        `config "a": judge is missing: no rule can grade the answers to dataset "${type}" in profile "${profile}": set "judge" in the experiments file, or "llm_eval" in the eval config`,
      );
    }
  });

  test('runs where rules grade everything', () => {
    const closed = bizFinBench('stock_price_predict', 'user_sentiment_analysis');
    expect(() => run('corrected', SYNTHETIC, closed)).not.toThrow();
  });

  test('runs in profile compat, whose heuristics need none', () => {
    expect(() => run('compat', PRBENCH, GDPVAL, PUBLIC_CSV)).not.toThrow();
  });
});
