import { expect, test } from 'vitest';
import type { ConfigPlan } from '../../../activities/contract.ts';
import type { MovedConfig } from '../../../activities/move-contract.ts';
import { MovedConfigs } from '../../../workflows/moved-configs.ts';

const scope = { suite: 's', runKey: 'k', root: 'runs/s/k', round: 0, generation: 0 };
const plan = (configId: string, more: Partial<ConfigPlan> = {}): ConfigPlan => ({
  ...{ configId, config: { key: `${configId}.json`, sha256: 'a', bytes: 1 } },
  ...{ host: 'gpu-a', lane: 'host:gpu-a', model: 'qwen', agent: 'builtin', slots: 4 },
  timeoutMs: 1000,
  hostWait: { limitMs: 900_000, mayMove: true },
  ...more,
});
const moveOf = (configId: string): MovedConfig => ({
  ...{ kind: 'moved', scope: { ...scope, generation: 2 }, reason: 'moved from gpu-a to gpu-b' },
  plan: plan(configId, { host: 'gpu-b' }),
});

test('a config starts where it was planned until it moves, then under an id of the new generation', () => {
  const configs = new MovedConfigs('suite/s/k');
  expect(configs.place(plan('one'), scope)).toEqual({
    ...{ scope, plan: plan('one'), workflowId: 'suite/s/k/one' },
    staticSummary: 'qwen (builtin) on gpu-a',
  });
  configs.add('gpu-a', moveOf('one'));
  expect(configs.place(plan('one'), scope)).toEqual({
    ...{ scope: { ...scope, generation: 2 }, plan: plan('one', { host: 'gpu-b' }) },
    workflowId: 'suite/s/k/one/moved-2',
    staticSummary: 'qwen (builtin) on gpu-b, moved from gpu-a to gpu-b',
  });
  expect(configs.reason('one')).toBe('moved from gpu-a to gpu-b');
  expect(configs.reason('two')).toBeUndefined();
});

test('the next configs of a host that was left wait for it a minute, those that name it as long as they say', () => {
  const configs = new MovedConfigs('suite/s/k');
  configs.add('gpu-a', moveOf('one'));
  const waitOf = (config: ConfigPlan) => configs.place(config, scope).plan.hostWait?.limitMs;
  expect(waitOf(plan('two'))).toBe(60_000);
  expect(waitOf(plan('hasty', { hostWait: { limitMs: 5_000, mayMove: true } }))).toBe(5_000);
  expect(waitOf(plan('named', { hostWait: { limitMs: 900_000 } }))).toBe(900_000);
  expect(waitOf(plan('elsewhere', { host: 'gpu-c' }))).toBe(900_000);
});
