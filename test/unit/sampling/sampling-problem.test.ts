import { expect, test } from 'vitest';
import { samplingProblem } from '../../../src/domain/sampling/sampling.ts';
import { poolOf, samplingBy } from '../../support/task-pools.ts';

const plain = poolOf('options', []);
const shuffled = poolOf('options', [], { shuffle: true });
const weightless = poolOf('options', [], { weight: 0 });

test('chance needs a seed, whether the strategy or a dataset brings it in', () => {
  const unseeded = { seed: null };
  expect(samplingProblem(samplingBy('random', unseeded), [plain])).toContain('set a seed');
  expect(samplingProblem(samplingBy('sequential', unseeded), [shuffled])).toContain('set a seed');
  expect(samplingProblem(samplingBy('sequential', unseeded), [plain])).toBeUndefined();
  expect(samplingProblem(samplingBy('random', { seed: 0 }), [shuffled])).toBeUndefined();
});

test('weights matter to strategy "weighted" alone, and the last dataset of a type decides', () => {
  const weighted = samplingBy('weighted');
  expect(samplingProblem(weighted, [plain, weightless])).toContain('no weight above 0');
  expect(samplingProblem(weighted, [weightless, plain])).toBeUndefined();
  expect(samplingProblem(samplingBy('stratified'), [weightless])).toBeUndefined();
});
