import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { EpisodeSummarySchema } from '../../src/contracts/market.ts';
import { type Outcome, OutcomeSchema } from '../../src/contracts/records.ts';
import { ConfigReportSchema } from '../../src/contracts/report.ts';
import { compatDifference } from '../../src/domain/leaderboard/compat-difference.ts';
import type { ConfigReport } from '../../src/domain/leaderboard/report-types.ts';
import { NEUTRAL } from '../../src/domain/market/skill/skill-score.ts';
import type { Profile } from '../../src/domain/scoring/profile.ts';
import { toPercent } from '../../src/domain/scoring/sections.ts';
import { NONE } from '../../src/report/format.ts';
import { durabench, succeed } from '../support/cli.ts';
import { copySixDatasets } from '../support/six-datasets.ts';

const RUN = 'six/key';
const MODEL = 'smollm2-135m-instruct';
/** On a machine of two cores. */
const DURATION_MS_MAX = 240_000;

let cwd: string;
let durationMs: number;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'durabench-six-'));
  copySixDatasets(join(cwd, 'experiments'));
  await succeed(['up'], { cwd });
  const started = performance.now();
  const { code, stdout, stderr } = await durabench(['run', 'six', '--run-key', 'key'], { cwd });
  durationMs = performance.now() - started;
  // A model as small as this judges badly: that the run is not publishable is no failure of it.
  expect([0, 1], stdout + stderr).toContain(code);
}, 480_000);

afterAll(async () => {
  await succeed(['down'], { cwd });
  await rm(cwd, { recursive: true, force: true });
});

/** By config, in the order of the eval config. */
const DATASETS = {
  asked: ['bizfinbench', 'prbench', 'gdpval', 'synthetic', 'options'],
  traded: ['crypto'],
} as const;

const resultFiles = (pattern: RegExp): readonly string[] =>
  readdirSync(join(cwd, 'results'))
    .filter((name) => pattern.test(name))
    .map((name) => readFileSync(join(cwd, 'results', name), 'utf8'));

/** What a user finds of a config in `results/`. */
function reportOf(config: string): ConfigReport {
  const [file = ''] = resultFiles(new RegExp(`^${config}_.*\\.json$`));
  return ConfigReportSchema.parse(JSON.parse(file).results[0].durabench);
}

const page = (): string => resultFiles(/\.html$/)[0] ?? '';

/** Corrected and compat of a dataset as the page shows them; a dash is null. */
function pageRow(dataset: string): readonly (number | null)[] {
  const cell = '\\s*<td class="number score">([^<]+)</td>';
  const [, ...cells] = new RegExp(`<td>${dataset}</td>${cell}${cell}`).exec(page()) ?? [];
  return cells.map((text) => (text === NONE ? null : Number(text)));
}

async function outcomesOf(configId: string): Promise<readonly Outcome[]> {
  const store = createDirectoryStore(join(cwd, '.durabench/artifacts'));
  const keys = await store.list(`runs/${RUN}/${configId}/tasks/`);
  const committed = keys.filter((key) => key.endsWith('/outcome.json'));
  return Promise.all(committed.map((key) => getJson(store, key, OutcomeSchema)));
}

const countByDataset = (outcomes: readonly Outcome[]) =>
  Object.fromEntries(
    [...Map.groupBy(outcomes, ({ dataset }) => dataset)].map(([dataset, of]) => [
      dataset,
      of.length,
    ]),
  );

test('two tasks of each of six datasets end with an outcome', async () => {
  expect(countByDataset(await outcomesOf('asked'))).toEqual({
    ...{ bizfinbench: 2, prbench: 2, gdpval: 2, synthetic: 2, options: 2 },
  });
  const traded = await outcomesOf('traded');
  expect(countByDataset(traded)).toEqual({ crypto: 2 });
  expect(traded.map(({ score }) => score.kind)).toEqual(['scored', 'scored']);
});

test('rubrics and open answers are graded by the judge or not at all, all else by rules', async () => {
  const outcomes = await outcomesOf('asked');
  const judgedBy = ({ judged }: Outcome, profile: Profile) =>
    judged?.filter((each) => each.profile === profile) ?? [];
  const judged = outcomes.filter((outcome) => judgedBy(outcome, 'corrected').length > 0);
  const byRules = outcomes.filter((outcome) => judgedBy(outcome, 'corrected').length === 0);
  for (const outcome of judged) {
    const { taskId, score } = outcome;
    expect(judgedBy(outcome, 'corrected'), taskId).toMatchObject([{ model: MODEL }]);
    const isJudges =
      score.kind === 'scored' ||
      (score.kind === 'unscored' && ['judge-invalid', 'judge-unavailable'].includes(score.reason));
    expect(isJudges, `${taskId}: ${JSON.stringify(score)}`).toBe(true);
  }
  for (const { taskId, dataset, score } of byRules) {
    const needsJudge = dataset === 'prbench' || dataset === 'gdpval';
    // Without the judge only an agent that gave no answer can have ended them.
    if (needsJudge) expect(score.kind, taskId).not.toBe('scored');
    else expect(score.kind, taskId).not.toBe('unscored');
  }
  expect(judged.length, 'the judge was asked').toBeGreaterThan(0);
  expect(judged.some((each) => judgedBy(each, 'corrected')[0]?.answeredModel === MODEL)).toBe(true);
  expect(outcomes.some((each) => judgedBy(each, 'compat').length > 0)).toBe(true);
});

/** The mean of what the outcomes say, to the hundredth the report prints. */
function meanPercent(
  outcomes: readonly Outcome[],
  percentOf: (outcome: Outcome) => number | null,
): number | null {
  const percents = outcomes.map(percentOf).filter((percent) => percent !== null);
  if (percents.length === 0) return null;
  return percents.reduce((total, percent) => total + percent, 0) / percents.length;
}

/** A failure of the agent counts 0; what has no score is in no average. */
const correctedPercent = ({ score }: Outcome): number | null => {
  if (score.kind === 'scored') return toPercent(score.value, score.max);
  return score.kind === 'failed' ? 0 : null;
};
const compatPercent = ({ compat }: Outcome): number | null =>
  compat?.kind === 'scored' ? toPercent(compat.value, compat.max) : null;

test.each(Object.entries(DATASETS))(
  'the report of "%s" has a row of both profiles for each dataset',
  async (config, datasets) => {
    const { profile, compat } = reportOf(config);
    expect(profile).toBe('both');
    expect(compat?.comparison.map(({ dataset }) => dataset)).toEqual(datasets);
    const outcomes = await outcomesOf(config);
    for (const row of compat?.comparison ?? []) {
      const of = outcomes.filter(({ dataset }) => dataset === row.dataset);
      const dropped = of.filter((outcome) => outcome.compat?.kind === 'dropped').length;
      expect(row.counts).toEqual({ planned: 2, graded: 2 - dropped, dropped, missing: 0 });
      expectClose(row.correctedPercent, meanPercent(of, correctedPercent));
      expectClose(row.compatPercent, meanPercent(of, compatPercent));
      const explained = row.differences.reduce((total, { count }) => total + count, 0);
      expect(explained, row.dataset).toBe(of.filter((each) => compatDifference(each)).length);
      expect(pageRow(row.dataset)).toEqual([row.correctedPercent, row.compatPercent]);
    }
  },
);

function expectClose(reported: number | null, mean: number | null): void {
  if (mean === null) expect(reported).toBeNull();
  else expect(reported).toBeCloseTo(mean, 1);
}

test('the rules trade on both markets, by both engines', async () => {
  const store = createDirectoryStore(join(cwd, '.durabench/artifacts'));
  const keys = await store.list(`runs/${RUN}/traded/tasks/`);
  const summaries = await Promise.all(
    keys
      .filter((key) => key.endsWith('/summary.json'))
      .map((key) => getJson(store, key, EpisodeSummarySchema)),
  );
  // Of each market the corrected baseline, and the original's four modes.
  expect(summaries).toHaveLength(2 * 5);
  for (const { plan, trades } of summaries) expect(trades.length, plan.id).toBeGreaterThan(0);
  for (const { taskId, score } of await outcomesOf('traded')) {
    expect(score.kind === 'scored' && score.value, taskId).not.toBe(NEUTRAL);
  }
  const [crypto] = reportOf('traded').compat?.comparison ?? [];
  expect(crypto?.differences).toEqual([{ difference: 'market-played-differently', count: 2 }]);
});

test('leaderboard and page are written, and the page names the judge', async () => {
  const { leaderboard } = JSON.parse(await succeed(['leaderboard', RUN, '--json'], { cwd }));
  const rows: readonly { readonly configId: string }[] = leaderboard;
  expect(rows.map(({ configId }) => configId).toSorted()).toEqual(Object.keys(DATASETS));
  expect(page()).toMatch(new RegExp(`<dt>Judge, corrected</dt><dd>${MODEL} `));
});

test('all of it takes less than four minutes', () => {
  expect(durationMs).toBeLessThan(DURATION_MS_MAX);
});
