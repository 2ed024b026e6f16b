import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planSuite } from '../../../src/cli/plan/plan-suite.ts';
import { renderPlan } from '../../../src/cli/plan/render-plan.ts';
import { ConfigRunSchema } from '../../../src/contracts/config-run.ts';
import { JudgeInput } from '../../../src/contracts/judge-input.ts';
import { SuiteStartSchema } from '../../../src/contracts/suite-input.ts';
import type { JudgeSpec } from '../../../src/domain/suite/config-run.ts';
import { hostRules } from '../../../src/host-rules.ts';
import { planningFiles } from '../../../src/planning-files.ts';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';
import { closedRules } from '../../support/closed-rules.ts';
import { emptyStore } from '../../support/known-hosts.ts';
import { PlanningBench } from '../../support/planning-bench.ts';

const EVAL = {
  ...{ name: 'graded', llm_eval: { model: 'grader', api_base: 'http://127.0.0.1:8000/v1' } },
  datasets: [{ type: 'synthetic', generate: { seed: 1, count: 3 } }],
};
const ROOT = join(PACKAGE_ROOT, 'config');
/** Knows the catalogue. */
const knowing = () => hostRules(ROOT, { allowCommand: false, trustRemoteCode: [] }, {});

const startOf = (config: object) => ({
  ...{ schemaVersion: 1, suite: 'core', runKey: 'k' },
  configs: [{ id: 'a', agent: 'do-nothing', eval_config: EVAL, num_tasks: 3, ...config }],
});

async function planned(config: object, rules = closedRules()) {
  const start = SuiteStartSchema.parse(startOf(config));
  const roots = { experimentsRoot: ROOT, configRoot: ROOT, cacheDir: join(ROOT, 'none') };
  const ports = { store: emptyStore(), rules, ...planningFiles(roots, {}) };
  const suite = await planSuite({ start, filled: [], refusals: [] }, ports);
  return { ...suite, lines: renderPlan({ suite: 'core', file: 'f', ...suite }) };
}

const totalOf = (lines: readonly string[]) => lines.find((line) => line.startsWith('  total '));

describe('a plan', () => {
  test('says who judges, where, and how often', async () => {
    const { configs, lines } = await planned({ profile: 'compat', repeats: 2 });
    expect(configs[0]).toMatchObject({
      judge: {
        ...{ model: 'grader', endpoint: 'http://127.0.0.1:8000/v1', slots: 8 },
        isAfter: false,
        calls: { min: 6, max: 6 },
      },
    });
    expect(lines).toContain('    judge    grader at http://127.0.0.1:8000/v1: 6 calls, 8 at once');
  });

  const judged = (model: string) => ({
    ...EVAL,
    llm_eval: { model, api_base: 'http://127.0.0.1:8000/v1' },
  });

  test('says what judging costs at most, at the price of the judge’s model', async () => {
    const config = { profile: 'compat', repeats: 2, eval_config: judged('gpt-4o-mini') };
    const { configs, lines } = await planned(config);
    const [{ judge } = { judge: null }] = configs.flatMap((each) => ('judge' in each ? each : []));
    // Each of six calls reads its rules and an answer of 1024 tokens, and may write 512.
    const { inputTokens = 0, outputTokensMax, usdMax } = judge?.cost ?? {};
    expect(inputTokens).toBeGreaterThan(6 * (600 + 1024));
    expect(outputTokensMax).toBe(6 * 512);
    expect(usdMax).toBeCloseTo((inputTokens * 0.15 + 6 * 512 * 0.6) / 1e6, 12);
    const usd = `at most ${usdMax?.toFixed(2)} USD`;
    expect(lines.join('\n')).toMatch(new RegExp(`judging {2}about [0-9,]+ in, .* out; ${usd}`));
    expect(totalOf(lines)).toContain(`${usd} at known prices`);
  });

  test('says that no price is known of a judge without one', async () => {
    const { configs, lines } = await planned({ profile: 'compat' });
    expect(configs[0]).toMatchObject({ judge: { cost: { usdMax: null } } });
    expect(lines.join('\n')).toMatch(/judging {2}about .* out; no price known/);
    expect(totalOf(lines)).not.toContain('USD');
  });

  test('knows no price where the original asks a model of its own', async () => {
    const options = { datasets: [{ type: 'options', generate: { seed: 1, count: 3 } }] };
    const config = { profile: 'compat', eval_config: { ...judged('gpt-4o'), ...options } };
    expect((await planned(config)).configs[0]).toMatchObject({ judge: { cost: { usdMax: null } } });
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
    expect(configs[0]).toMatchObject({
      judge: { model: 'tiny', endpoint, slots: 2, isAfter: false },
      judgeServing: null,
    });
  });

  test('says what serves a judge of its own, and that it comes after the answers', async () => {
    const deployment = { engine: 'node-llama-cpp', model: 'tiny' };
    const own = { engine: 'vllm', model: 'qwen3-8b', gpus: '1xH100-80' };
    const config = { agent: 'builtin', deployment, judge: { deployment: own }, profile: 'both' };
    const { configs, lines } = await planned(config, knowing());
    expect(configs[0]).toMatchObject({
      judge: { model: 'qwen3-8b', endpoint: 'a server on host local', isAfter: true },
      judgeServing: { engine: 'vllm', gpus: '1xh100-80', plan: { verdict: 'works' } },
    });
    expect(lines.join('\n')).toMatch(/judge +qwen3-8b at .*, after all answers/);
    expect(lines.join('\n')).toMatch(/judge on works: Qwen\/Qwen3-8B with vllm on 1xh100-80/);
    expect(configs[0]).toMatchObject({ placement: { grading: { basis: 'planned' } } });
    expect(lines.join('\n')).toMatch(/grading +3 min to start, .* of calls: .* by the planner/);
  });

  test('refuses a judge that does not fit, as it does a model', async () => {
    const own = { engine: 'vllm', model: 'deepseek-v3.2', gpus: '1xH100-80' };
    const { configs } = await planned({ judge: { deployment: own }, profile: 'both' }, knowing());
    expect(configs[0]).toMatchObject({
      refused: [expect.stringMatching(/^config "a": judge\.deployment .*/)],
    });
  });
});

describe('the record of a config', () => {
  async function recordOf(config: object, prices: readonly object[] = []): Promise<unknown> {
    await using bench = await PlanningBench.start();
    await bench.write(bench.configRoot, 'prices.yaml', { prices });
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

  test('holds the price of its judge, where it is known', async () => {
    const prices = [{ model: 'grader', input: 0.15, output: 0.6 }];
    const record = await recordOf({ profile: 'compat' }, prices);
    expect(ConfigRunSchema.parse(record).judge?.price).toEqual({ input: 0.15, output: 0.6 });
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
      price: { input: 1, output: 2 },
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
