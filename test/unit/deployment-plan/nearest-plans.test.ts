import { expect, test } from 'vitest';
import { recipeRequest } from '../../../src/adapters/catalogue/recipe-request.ts';
import { nearestPlans } from '../../../src/domain/deployment/plan/nearest-plans.ts';
import { planDeployment } from '../../../src/domain/deployment/plan/plan-deployment.ts';
import { CATALOGUE, requestOf } from '../../support/catalogue.ts';

const changesOf = (...args: Parameters<typeof requestOf>) =>
  nearestPlans(requestOf(...args), CATALOGUE).map(({ change }) => change);

test('what costs least comes first: context, weights, GPUs, and a smaller model last', () => {
  const changes = changesOf('llama-3.1-70b', '2xa100-80', { maxLen: 32_768 });
  expect(changes[0]).toBe('context 16384');
  expect(changes[1]).toMatch(/^fp8 checkpoint/);
  expect(changes[2]).toBe('4xa100-80');
  expect(changes.at(-1)).toMatch(/^llama-3.1-8b/);
});

test('too many sequences become as many as fit', () => {
  const changes = changesOf('qwen3-32b', '1xh100-80', { maxLen: 8192, concurrency: 64 });
  expect(changes[0]).toBe('4 sequences');
});

test('an FP8 cache is offered where the GPU has it, and only there', () => {
  const wanted = { maxLen: 16_384, concurrency: 4 };
  expect(changesOf('qwen3-32b', '1xh100-80', wanted)).toContain('FP8 KV cache');
  expect(changesOf('qwen3-32b', '1xa100-80', wanted)).not.toContain('FP8 KV cache');
});

test('experts are kept whole before weights of another format are looked for', () => {
  const [first] = changesOf('qwen3-235b-a22b', '8xh100-80', { checkpoint: 'fp8' });
  expect(first).toBe('expert parallel');
});

test('heads that do not divide get another layout of the same GPUs', () => {
  const changes = changesOf('qwen3-8b', '3xh100-80', { maxLen: 8192 });
  expect(changes[0]).toBe('TP 1 PP 3');
});

test('what no hardware can mend is left out first, and may be all there is to do', () => {
  const types = changesOf('qwen3-32b', '2xh100-80', { dtype: 'fp8' });
  expect(types).toEqual(['types as the checkpoint has them']);
  expect(changesOf('qwen3-32b', '2xh100-80', { maxLen: 131_072 })).toEqual(['context 40960']);
});

test('a share that is not free becomes the highest that is, and nothing else changes', () => {
  const wanted = { maxLen: 8192, utilisation: 1 };
  expect(changesOf('llama-3.1-8b', '1xh100-80', wanted)).toEqual(['utilisation 0.99']);
  expect(changesOf('qwen3-14b', '1xrtx4090-24', { ...wanted, checkpoint: 'fp8' })).toEqual([
    'utilisation 0.97',
  ]);
});

test('NVFP4 on Hopper is sent to Blackwell', () => {
  const changes = changesOf('deepseek-v3.2', '8xh100-80', { checkpoint: 'nvfp4' });
  expect(changes[0]).toBe('4xb200-192');
});

test.each(CATALOGUE.recipes.filter(({ expect: { verdict } }) => verdict === 'fails'))(
  'recipe $id, which fails, has plans that do not and a corrected recipe that works',
  (recipe) => {
    const near = nearestPlans(recipeRequest(recipe, CATALOGUE), CATALOGUE);
    expect(near.length).toBeGreaterThan(0);
    for (const { plan } of near) expect(plan.verdict).not.toBe('fails');
    const corrected = CATALOGUE.recipes.find(({ id }) => id === recipe.corrected);
    if (corrected === undefined) throw new Error(`${recipe.id} names ${recipe.corrected}`);
    expect(planDeployment(recipeRequest(corrected, CATALOGUE)).verdict).toBe('works');
  },
);
