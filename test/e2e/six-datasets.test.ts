import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { type Outcome, OutcomeSchema } from '../../src/contracts/records.ts';
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
  const judged = outcomes.filter((outcome) => outcome.judged?.length);
  const byRules = outcomes.filter((outcome) => !outcome.judged?.length);
  for (const { taskId, score, judged: judges } of judged) {
    expect(judges, taskId).toMatchObject([{ profile: 'corrected', model: MODEL }]);
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
  expect(judged.some(({ judged: judges }) => judges?.[0]?.answeredModel === MODEL)).toBe(true);
});

test('report, leaderboard and page are written, and the page names the judge', async () => {
  const results = readdirSync(join(cwd, 'results'));
  for (const config of ['asked', 'traded']) {
    expect(results.some((file) => file.startsWith(`${config}_`) && file.endsWith('.json'))).toBe(
      true,
    );
  }
  const { leaderboard } = JSON.parse(await succeed(['leaderboard', RUN, '--json'], { cwd }));
  const rows: readonly { readonly configId: string }[] = leaderboard;
  expect(rows.map(({ configId }) => configId).toSorted()).toEqual(['asked', 'traded']);
  const page = results.find((file) => file.endsWith('.html')) ?? '';
  expect(readFileSync(join(cwd, 'results', page), 'utf8')).toMatch(
    new RegExp(`<dt>Judge, corrected</dt><dd>${MODEL} `),
  );
});

test('all of it takes less than four minutes', () => {
  expect(durationMs).toBeLessThan(DURATION_MS_MAX);
});
