import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planSuite } from '../../../src/cli/plan/plan-suite.ts';
import { renderPlan } from '../../../src/cli/plan/render-plan.ts';
import { SuiteStartSchema } from '../../../src/contracts/suite-input.ts';
import { hostRules } from '../../../src/host-rules.ts';
import { planningFiles } from '../../../src/planning-files.ts';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';
import { emptyStore } from '../../support/known-hosts.ts';

const EVAL = { name: 's', datasets: [{ type: 'synthetic', generate: { seed: 1, count: 2 } }] };
const CONFIG = join(PACKAGE_ROOT, 'config');

const plansOf = (...deployments: readonly unknown[]) =>
  plansOfConfigs(...deployments.map((deployment) => ({ deployment })));

async function plansOfConfigs(...served: readonly object[]) {
  const configs = served.map((config, at) => ({
    ...{ id: `c${at}`, host: 'gpu-1', eval_config: EVAL, num_tasks: 2, ...config },
  }));
  const start = SuiteStartSchema.parse({ schemaVersion: 1, suite: 'served', configs });
  const granted = { allowCommand: true, trustRemoteCode: 'any' } as const;
  const roots = { experimentsRoot: CONFIG, configRoot: CONFIG, cacheDir: join(CONFIG, 'none') };
  const rules = hostRules(CONFIG, granted, {});
  const ports = { store: emptyStore(), rules, ...planningFiles(roots, {}) };
  const suite = await planSuite({ start, filled: [], refusals: [] }, ports);
  const text = renderPlan({ suite: 'served', file: 'f', ...suite }).join('\n');
  return { planned: suite.configs, text };
}

test('a plan says where a model runs, whether it fits, and by how much', async () => {
  const { planned, text } = await plansOf('g17-a100');
  expect(planned[0]).toMatchObject({
    model: 'qwen3-32b',
    host: 'gpu-1',
    lane: 'host:gpu-1',
    needs: [],
    serving: { gpus: '1xa100-80', recipe: 'g17-a100', plan: { verdict: 'tight', failing: [] } },
  });
  expect(text).toContain('on host gpu-1');
  expect(text).toMatch(
    / serves {3}tight: Qwen\/Qwen3-32B with vllm on 1xa100-80, 32,768 tokens, TP 1\n {13}MEM ok: weights 65\.5 GB .*\n {13}KV tight: left /,
  );
});

test('a recipe that fails is refused with the arithmetic and the nearest plans', async () => {
  const { planned, text } = await plansOf('g14', 'g13');
  expect(planned[0]?.refused?.[0]).toMatch(/KV: left .*0 fit, 1 wanted\. nearest that do: context/);
  expect(planned[1]).toMatchObject({ serving: { plan: { verdict: 'works' } } });
  expect(text).toMatch(/REFUSED {2}config "c0": deployment "g14"/);
});

test('power that a deployment needs of its host is named', async () => {
  const own = { engine: 'vllm', checkpoint: '/models/tiny', context: 2048 };
  const { planned, text } = await plansOf(own, 'deepseek-v3-8xh200');
  expect(planned[0]).toMatchObject({
    needs: ['a worker of host "gpu-1" started with --allow-command'],
    serving: { gpus: null, plan: null, recipe: null },
  });
  expect(text).toContain('/models/tiny with vllm on the CPU, 2,048 tokens; not planned:');
  expect(planned[1]).toMatchObject({
    needs: ['a worker of host "gpu-1" started with --trust-remote-code deepseek-ai/DeepSeek-V3'],
  });
});

test('fallbacks are named with what they need of the host', async () => {
  const own = { engine: 'vllm', checkpoint: '/models/q', model: 'qwen3-32b', context: 8192 };
  const { planned, text } = await plansOfConfigs({
    ...{ deployment: 'g17-a100', fallbacks: ['g13', own] },
  });
  expect(planned[0]).toMatchObject({
    serving: { fallbacks: [{ recipe: 'g13', gpus: '2xa100-80' }, { gpus: null }] },
    needs: ['a worker of host "gpu-1" started with --allow-command'],
  });
  expect(text).toMatch(
    / else {5}Qwen\/Qwen3-32B with vllm on 2xa100-80, 32,768 tokens\n {4}else {5}\/models\/q with vllm on the CPU/,
  );
});
