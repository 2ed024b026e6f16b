import { describe, expect, test } from 'vitest';
import {
  estimateGrading,
  estimateRun,
  workMinutes,
} from '../../../src/domain/deployment/place/estimate-run.ts';
import type { DeploymentSpec } from '../../../src/domain/suite/config-run.ts';
import { aConfigRun } from '../../support/config-records.ts';
import { catalogueRequest } from '../../support/known-hosts.ts';
import { resolveServing } from '../../support/resolved-serving.ts';

const TOKENS = { modelCalls: 200, inputTokens: 400_000, outputTokensMax: 200_000, usdMax: null };
const LOAD = { calls: 100, tokens: TOKENS };
const runOf = (deployment: DeploymentSpec, slots = 10) => aConfigRun({ deployment, slots });

const API: DeploymentSpec = {
  ...{ engine: 'external', model: 'tiny', baseUrl: 'https://api.invalid/v1', slots: 10 },
};
const CPU: DeploymentSpec = {
  ...{ engine: 'node-llama-cpp', model: 'tiny', weights: 'tiny', context: 2048, slots: 10 },
};
const H100 = { engine: 'vllm', model: 'qwen3-32b', gpus: '2xh100-80', context: 16_384 } as const;

describe('a config with a planned server', () => {
  test('starts as long as its weights load, and takes what the planner says', async () => {
    const run = runOf(await resolveServing(H100));
    const { request } = await catalogueRequest(H100);
    const estimate = estimateRun(run, LOAD, { request });
    expect(estimate).toMatchObject({ basis: 'planned' });
    // 65.5 GB of weights at 30 GB a minute, beside two minutes of everything else.
    expect(estimate.startMinutes).toBeCloseTo(2 + 65.52 / 30, 1);
    const [rate] = estimate.speed.match(/^[\d,]+ tokens\/s/) ?? [];
    expect(estimate.speed).toBe(`${rate} by the planner`);
    expect(Number(rate?.replaceAll(/\D/g, '')) * estimate.runMinutes * 60).toBeCloseTo(200_000, -4);
  });

  test('takes half as long when its server was measured to be twice as fast', async () => {
    const run = runOf(await resolveServing(H100));
    const { request, alone } = await catalogueRequest(H100);
    const planned = estimateRun(run, LOAD, { request });
    const probed = estimateRun(run, LOAD, { request, tokensPerSecond: 2 * alone });
    expect(probed).toMatchObject({
      basis: 'probed',
      speed: expect.stringContaining('as measured'),
    });
    expect(probed.runMinutes).toBeCloseTo(planned.runMinutes / 2, 6);
    expect(probed.startMinutes).toBe(planned.startMinutes);
  });
});

describe('without a plan', () => {
  test('an API answers 50 tokens/s to each call, and nothing is started', () => {
    expect(estimateRun(runOf(API), LOAD)).toEqual({
      ...{ startMinutes: 0, basis: 'assumed', speed: 'assuming 500 tokens/s' },
      runMinutes: 200_000 / 500 / 60,
    });
  });

  test('a CPU gives no more to several calls than to one, assumed or measured', () => {
    const one = estimateRun(runOf(CPU, 1), LOAD);
    expect(one).toMatchObject({ startMinutes: 0.5, basis: 'assumed' });
    expect(estimateRun(runOf(CPU, 8), LOAD)).toEqual(one);
    expect(estimateRun(runOf(CPU, 8), LOAD, { tokensPerSecond: 30 })).toMatchObject({
      ...{ basis: 'probed', runMinutes: one.runMinutes / 2 },
      speed: '30 tokens/s, from 30 tokens/s of one request as measured',
    });
  });

  test('a checkpoint of one’s own on GPUs is taken to gain four fifths from each further call', async () => {
    const own = { engine: 'vllm', checkpoint: '/models/own', context: 4096, gpus: '1xh100-80' };
    const run = runOf(await resolveServing(own as never));
    expect(estimateRun(run, LOAD)).toMatchObject({ startMinutes: 5, basis: 'assumed' });
    expect(estimateRun(run, LOAD).runMinutes).toBeCloseTo(200_000 / (40 * 8) / 60, 6);
  });
});

test('agents that use a model of their own, or none, are counted by their calls', () => {
  const load = { calls: 100, tokens: undefined };
  const url = aConfigRun({ agent: { kind: 'url', url: 'http://agent.invalid/' }, slots: 4 });
  expect(estimateRun(url, load)).toMatchObject({ runMinutes: 12.5, speed: 'assuming 30 s a call' });
  const floor = aConfigRun({ agent: { kind: 'do-nothing' }, slots: 16 });
  expect(estimateRun(floor, load).runMinutes).toBeLessThan(0.02);
});

describe('a judge with a server of its own', () => {
  test('starts when the answers are in, and its minutes are the config’s', () => {
    const grading = estimateGrading(CPU, 1, TOKENS);
    expect(grading).toMatchObject({ startMinutes: 0.5, runMinutes: 200_000 / 15 / 60 });
    const own = estimateRun(runOf(API), LOAD);
    expect(workMinutes({ ...own, grading })).toBeCloseTo(
      own.runMinutes + 0.5 + grading.runMinutes,
      9,
    );
    expect(workMinutes(own)).toBe(own.runMinutes);
  });

  test('that rules leave nothing to takes no time but its start', () => {
    const none = { ...TOKENS, modelCalls: 0, inputTokens: 0, outputTokensMax: 0 };
    expect(estimateGrading(CPU, 1, none)).toMatchObject({ startMinutes: 0.5, runMinutes: 0 });
  });
});
