import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlanRequest } from '../../../src/domain/deployment/plan/facts.ts';
import { nearestPlans } from '../../../src/domain/deployment/plan/nearest-plans.ts';
import { planDeployment } from '../../../src/domain/deployment/plan/plan-deployment.ts';
import { serveCommand } from '../../../src/domain/deployment/plan/serve-arguments.ts';
import { CATALOGUE } from '../../support/catalogue.ts';

const RUNS = { seed: 20261128, numRuns: 400 };
const RANK = { fails: 0, tight: 1, works: 2 };

const anyRequest: fc.Arbitrary<PlanRequest> = fc
  .record({
    engine: fc.constantFrom('vllm' as const, 'tensorrt-llm' as const),
    model: fc.constantFrom(...CATALOGUE.models),
    gpu: fc.constantFrom(...CATALOGUE.gpus),
    nth: fc.nat(3),
    tensorParallel: fc.constantFrom(1, 2, 3, 4, 6, 8, 16),
    pipelineParallel: fc.constantFrom(1, 2, 3),
    expertParallel: fc.boolean(),
    maxLen: fc.integer({ min: 512, max: 262_144 }),
    concurrency: fc.integer({ min: 1, max: 64 }),
    utilisation: fc.constantFrom(0.7, 0.8, 0.9, 0.95),
    kvCacheDtype: fc.constantFrom(undefined, 'auto', 'fp8', 'int8'),
    trustRemoteCode: fc.boolean(),
  })
  .map(({ nth, ...request }) => {
    const { checkpoints } = request.model;
    const checkpoint = checkpoints[nth % checkpoints.length];
    if (checkpoint === undefined) throw new Error('a model without checkpoints');
    return { ...request, checkpoint };
  });

const law = (holds: (request: PlanRequest, size: number) => void) =>
  fc.assert(fc.property(anyRequest, fc.integer({ min: 1, max: 8 }), holds), RUNS);

const rankOf = (request: PlanRequest): number => RANK[planDeployment(request).verdict];
const sequencesOf = (request: PlanRequest): number => planDeployment(request).memory.sequences;

test('more memory never makes a plan fail that did not', () => {
  law((request, size) => {
    const gpu = { ...request.gpu, hbmBytes: request.gpu.hbmBytes * (1 + size / 4) };
    const before = planDeployment(request);
    const after = planDeployment({ ...request, gpu });
    expect(after.failing.length).toBeLessThanOrEqual(before.failing.length);
    if (before.verdict !== 'fails') expect(after.verdict).not.toBe('fails');
    expect(after.memory.sequences).toBeGreaterThanOrEqual(before.memory.sequences);
  });
});

test('longer sequences are never more, and never raise a verdict', () => {
  law((request, size) => {
    const longer = { ...request, maxLen: request.maxLen * (1 + size) };
    expect(sequencesOf(longer)).toBeLessThanOrEqual(sequencesOf(request));
    expect(rankOf(longer)).toBeLessThanOrEqual(rankOf(request));
  });
});

test('asking for fewer sequences never lowers a verdict', () => {
  law((request) => {
    expect(rankOf({ ...request, concurrency: 1 })).toBeGreaterThanOrEqual(rankOf(request));
  });
});

test('an FP8 cache holds at least as many sequences as a 16-bit one', () => {
  law((request) => {
    const half = sequencesOf({ ...request, kvCacheDtype: 'fp8' });
    expect(half).toBeGreaterThanOrEqual(sequencesOf({ ...request, kvCacheDtype: 'auto' }));
  });
});

test('the parts of a GPU add up to its budget', () => {
  law((request) => {
    const { budget, weights, activations, engine, kv } = planDeployment(request).memory;
    const sum = weights + activations + engine + kv;
    expect(Math.abs(sum - budget)).toBeLessThan(1e-9 * Math.max(budget, weights));
  });
});

test('a verdict is what its checks say: each judged once, failing only what fails', () => {
  law((request) => {
    const { checks, failing, verdict } = planDeployment(request);
    expect(checks.map(({ code }) => code)).toEqual([
      ...['MEM', 'KV', 'FREE', 'TP', 'LEN', 'DTYPE', 'ARCH'],
    ]);
    expect(verdict === 'fails').toBe(failing.length > 0);
    expect(serveCommand(planDeployment(request)) === undefined).toBe(verdict === 'fails');
  });
});

test('nearest plans never fail and always change something', () => {
  law((request) => {
    if (planDeployment(request).verdict !== 'fails') return;
    for (const { change, plan } of nearestPlans(request, CATALOGUE)) {
      expect(change).not.toBe('');
      expect(plan.verdict).not.toBe('fails');
      expect(plan.request).not.toEqual(request);
    }
  });
});
