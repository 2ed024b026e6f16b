import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planSuite } from '../../../src/cli/plan/plan-suite.ts';
import { CryptoDataset } from '../../../src/contracts/datasets/crypto.ts';
import { tradingSettings } from '../../../src/contracts/datasets/trading-settings.ts';
import { SuiteStartSchema } from '../../../src/contracts/suite-input.ts';
import { decisionCount, episodeCount } from '../../../src/domain/market/decision-count.ts';
import { planningFiles } from '../../../src/planning-files.ts';
import { closedRules } from '../../support/closed-rules.ts';
import { emptyStore } from '../../support/known-hosts.ts';

const ROOT = join(import.meta.dirname, '../../..');

const settingsOf = (evaluation: object) =>
  tradingSettings(CryptoDataset.parse({ type: 'crypto', evaluation }).evaluation);

/** What `--plan` says of an agent without a model. */
async function planned(eval_config: string | object, numTasks: number) {
  const roots = {
    experimentsRoot: join(ROOT, 'experiments'),
    configRoot: join(ROOT, 'config'),
    cacheDir: join(ROOT, 'no-cache'),
  };
  const config = { id: 'a', agent: 'do-nothing', eval_config, num_tasks: numTasks };
  const start = SuiteStartSchema.parse({ schemaVersion: 1, suite: 'core', configs: [config] });
  const ports = { store: emptyStore(), rules: closedRules(), ...planningFiles(roots, {}) };
  const { configs } = await planSuite({ start, filled: [], refusals: [] }, ports);
  return configs[0];
}

describe('episodes', () => {
  test.each([
    [{}, 'corrected', 5],
    [{}, 'compat', 6],
    [{}, 'both', 11],
    [{ meta_transforms: ['identity'] }, 'corrected', 3],
    [{ meta_transforms: ['identity', 'mirror'] }, 'compat', 4],
    [{ score_weights: { baseline: 1 } }, 'corrected', 1],
    [{ score_weights: { baseline: 1, noisy: 0, meta: 0 } }, 'compat', 6],
    [{ score_weights: { meta: 1 } }, 'corrected', 2],
  ] as const)('of %j in profile %s are %i', (evaluation, profile, episodes) => {
    expect(episodeCount(settingsOf(evaluation), profile)).toBe(episodes);
  });
});

describe('decisions', () => {
  test.each([
    [{ bars: 12, stride: 1, maxSteps: 20 }, 1, 11],
    [{ bars: 1501, stride: 5, maxSteps: 300 }, 10, 30],
    [{ bars: 11, stride: 5, maxSteps: null }, 2, 1],
    [{ bars: 100, stride: 3, maxSteps: 7 }, 3, 2],
  ])('of %j, one every %i bars, are %i an episode', (played, decision_interval, decisions) => {
    const settings = settingsOf({ decision_interval, score_weights: { baseline: 1 } });
    expect(decisionCount(played, settings, 'corrected')).toBe(decisions);
  });
});

describe('the shipped eval config', () => {
  test.each([
    ['eval_quickstart.yaml', 10, { synthetic: 9, crypto: 1 }, 12],
    ['eval_medium.yaml', 100, { synthetic: 47, options: 47, crypto: 6 }, 6 * 4 * 30],
    ['eval_large.yaml', 1000, { synthetic: 494, options: 494, crypto: 12 }, 12 * 5 * 30],
  ])(
    '%s draws %i tasks, and its plan counts their calls',
    async (file, tasks, shares, decisions) => {
      expect(await planned(file, tasks)).toMatchObject({
        ...{ tasks, tasksByDataset: shares, decisions },
        calls: tasks - shares.crypto + decisions,
      });
    },
  );
});
