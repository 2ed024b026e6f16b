import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planSuite } from '../../../src/cli/plan/plan-suite.ts';
import { renderPlan } from '../../../src/cli/plan/render-plan.ts';
import { ConfigRunSchema } from '../../../src/contracts/config-run.ts';
import { JudgeInput } from '../../../src/contracts/judge-input.ts';
import { SuiteStartSchema } from '../../../src/contracts/suite-input.ts';
import type { JudgeSpec } from '../../../src/domain/suite/config-run.ts';
import { planningFiles } from '../../../src/planning-files.ts';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';
import { closedRules } from '../../support/closed-rules.ts';
import { emptyStore } from '../../support/known-hosts.ts';
import { PlanningBench } from '../../support/planning-bench.ts';

const EVAL = {
  ...{ name: 'graded', llm_eval: { model: 'grader', api_base: 'http://127.0.0.1:8000/v1' } },
  datasets: [{ type: 'synthetic', generate: { seed: 1, count: 3 } }],
};
const startOf = (config: object) => ({
  ...{ schemaVersion: 1, suite: 'core', runKey: 'k' },
  configs: [{ id: 'a', agent: 'do-nothing', eval_config: EVAL, num_tasks: 3, ...config }],
});

async function planned(config: object) {
  const start = SuiteStartSchema.parse(startOf(config));
  const root = join(PACKAGE_ROOT, 'config');
  const roots = { experimentsRoot: root, configRoot: root, cacheDir: join(root, 'none') };
  const ports = { store: emptyStore(), rules: closedRules(), ...planningFiles(roots, {}) };
  const suite = await planSuite({ start, filled: [], refusals: [] }, ports);
  return { ...suite, lines: renderPlan({ suite: 'core', file: 'f', ...suite }) };
}

describe('a plan', () => {
  test('says who judges, where, and how often', async () => {
    const { configs, lines } = await planned({ profile: 'compat', repeats: 2 });
    expect(configs[0]).toMatchObject({
      judge: {
        ...{ model: 'grader', endpoint: 'http://127.0.0.1:8000/v1', slots: 8 },
        calls: { min: 6, max: 6 },
      },
    });
    expect(lines).toContain('    judge    grader at http://127.0.0.1:8000/v1: 6 calls, 8 at once');
  });

  test('says nothing of a judge where there is none to ask', async () => {
    const { configs, lines } = await planned({});
    expect(configs[0]).toMatchObject({ judge: null });
    expect(lines.join('\n')).not.toContain('judge ');
  });

  test('says that the deployment of the agent judges too', async () => {
    const deployment = { engine: 'node-llama-cpp', model: 'tiny' };
    const config = { agent: 'builtin', deployment, judge: { deployment }, profile: 'both' };
    const { configs } = await planned(config);
    const endpoint = "the agent's deployment on host local";
    expect(configs[0]).toMatchObject({ judge: { model: 'tiny', endpoint, slots: 2 } });
  });
});

describe('the record of a config', () => {
  async function recordOf(config: object): Promise<unknown> {
    await using bench = await PlanningBench.start();
    const plan = await bench.plan(startOf(config));
    const bytes = await bench.store.get(plan.configs[0]?.config.key ?? '');
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  test('holds its judge, resolved', async () => {
    const run = ConfigRunSchema.parse(await recordOf({ profile: 'compat' }));
    expect(run.judge).toEqual({
      ...{ provider: 'openai', model: 'grader', baseUrl: 'http://127.0.0.1:8000/v1' },
      ...{ temperature: 0, contextTokens: null, outputTokensMax: 1500, slots: 8 },
    });
  });

  test('can be read without one, as before there were judges', async () => {
    const record = await recordOf({});
    expect(record).not.toHaveProperty('judge');
    expect(ConfigRunSchema.parse(record).judge).toBeUndefined();
  });

  test('keeps every key of a judge', async () => {
    const judge: JudgeSpec = {
      ...{ provider: 'openai', model: 'tiny', apiKey: '${A_KEY}', temperature: null },
      ...{ contextTokens: 4096, outputTokensMax: 64, slots: 1, requestsPerMinute: 10 },
      deployment: {
        ...{ engine: 'node-llama-cpp', model: 'tiny', weights: 'tiny', context: 4096, slots: 1 },
      },
      ...{ deploymentId: 'abc', baseUrl: 'http://x/v1' },
    };
    const record = { ...Object(await recordOf({})), judge };
    expect(ConfigRunSchema.parse(record).judge).toEqual(judge);
    const strange = { ...record, judge: { ...judge, mood: 'mild' } };
    expect(ConfigRunSchema.safeParse(strange).success).toBe(false);
  });
});

describe('a judge block', () => {
  test('has defaults for lengths and slots only', () => {
    expect(JudgeInput.parse({})).toEqual({ max_tokens: 1500, slots: 8 });
  });

  test.each([
    { api_key: 'sk-written-out' },
    { modell: 'm' },
    { temperature: 3 },
    { slots: 0 },
    { provider: 'elsewhere' },
  ])('%j is refused', (judge) => {
    expect(JudgeInput.safeParse(judge).success).toBe(false);
  });
});
