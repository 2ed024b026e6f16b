import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumUsage, type UsageSpan } from '../../../src/domain/deployment/telemetry/sum-usage.ts';

const at = (minute: number): string => new Date(minute * 60_000).toISOString();
const span = (from: number, to: number, more: Partial<UsageSpan> = {}): UsageSpan => ({
  ...{ gpus: 2, from: at(from), to: at(to), ...more },
});

test('without a span nothing is known, which is not zero', () => {
  expect(sumUsage([])).toBeUndefined();
});

test('two GPUs held for half an hour are one GPU hour, whether or not their power is known', () => {
  expect(sumUsage([span(0, 30)])).toEqual({
    ...{ gpuHours: 1, energyWh: null, powerShare: 0, memoryMibMax: null },
  });
});

test('energy is summed where it was measured, with the share of the time that was', () => {
  const measured = { energyWh: 250, powerGpuHours: 0.5, memoryMibMax: 70_000 };
  expect(sumUsage([span(0, 15, measured), span(60, 75, { memoryMibMax: 71_000 })])).toEqual({
    ...{ gpuHours: 1, energyWh: 250, powerShare: 0.5, memoryMibMax: 71_000 },
  });
});

test('two workers that watched the same server at once do not double its hours', () => {
  const measured = { energyWh: 100, powerGpuHours: 1 };
  expect(sumUsage([span(0, 30, measured), span(15, 45, measured)])).toMatchObject({
    ...{ gpuHours: 1.5, energyWh: 150, powerShare: 1 },
  });
});

test('however the time is cut into spans, and in whatever order, the sum is the same', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 599 }), { maxLength: 8 });
  fc.assert(
    fc.property(cuts, fc.integer(), (inner, rotation) => {
      const bounds = [0, ...inner.toSorted((a, b) => a - b), 600];
      const spans = bounds.slice(1).map((to, index) => {
        const from = bounds[index] ?? 0;
        return span(from, to, { energyWh: to - from, powerGpuHours: (2 * (to - from)) / 60 });
      });
      const turned = spans.toSorted((a, b) => (a.from > b.from ? 1 : -1) * (rotation % 2 || 1));
      const sum = sumUsage(turned);
      expect(sum?.gpuHours).toBeCloseTo(20, 9);
      expect(sum?.energyWh).toBeCloseTo(600, 6);
      expect(sum?.powerShare).toBeCloseTo(1, 9);
    }),
    { seed: 7 },
  );
});
