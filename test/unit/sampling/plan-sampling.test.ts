import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../../../src/contracts/config-run.ts';
import type { EvalConfig } from '../../../src/contracts/eval-config.ts';
import { createActivities } from '../../support/bench-activities.ts';
import { RememberingAgent } from '../../support/remembering-agent.ts';
import { aSuite, referenceConfig } from '../../support/suite-inputs.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'durabench-plan-sampling-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** The stored `run.json` of a config with these keys. */
async function planned(sampling: Partial<EvalConfig['sampling']>, config: object = {}) {
  const store = createDirectoryStore(join(root, 'artifacts'));
  const activities = await createActivities(
    { agent: new RememberingAgent(() => 'never asked') },
    root,
    store,
  );
  const generated = { type: 'synthetic', generate: { seed: 1, count: 5 } } as const;
  const evalConfig = { name: 'generated', datasets: [generated], sampling };
  const input = aSuite('plan', {
    ...referenceConfig('drawn', 5),
    eval_config: evalConfig,
    ...config,
  });
  const plan = await activities.eval.resolveSuite(input, {
    workflowId: `suite/plan/${input.runKey}`,
    firstExecutionRunId: '00000000-0000-4000-8000-000000000000',
    startTime: '2026-11-23T08:00:00.000Z',
  });
  const [first] = plan.configs;
  if (first === undefined) throw new Error('the plan has no config');
  return getJson(store, first.config, ConfigRunSchema);
}

test('a config’s own strategy and seed win over those of its eval config', async () => {
  const { evalConfig, repeats } = await planned(
    { strategy: 'random', seed: 1, total_limit: 4, limit_after_shuffle: true },
    { sampling_strategy: 'weighted', seed: -7, repeats: 3 },
  );
  expect(evalConfig.sampling).toEqual({
    strategy: 'weighted',
    seed: -7,
    totalLimit: 4,
    limitAfterShuffle: true,
  });
  expect(repeats).toBe(3);
});

test('an eval config that says nothing of sampling is drawn as in the original', async () => {
  const { evalConfig } = await planned({});
  expect(evalConfig.sampling).toMatchObject({ strategy: 'stratified', totalLimit: 0, seed: 42 });
  expect(evalConfig.datasets).toMatchObject([{ limit: 0, shuffle: false, weight: 1 }]);
});

test('a draw that no one could repeat is refused before anything is stored', async () => {
  const refusal = await planned({ seed: null }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
  expect(String(refusal)).toContain('config "drawn": the sampling seed is null');
});
