import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumUsage, type UsageSpan } from '../../../src/domain/deployment/telemetry/sum-usage.ts';
import { heldSpans } from '../../../src/domain/leaderboard/held-spans.ts';
import type { DeploymentChange } from '../../../src/domain/leaderboard/records.ts';

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

test('time that only the deployment’s records know is held, without a figure of its energy', () => {
  const measured = span(0, 15, { energyWh: 250, powerGpuHours: 0.5 });
  expect(sumUsage([measured], [span(5, 30)])).toMatchObject({
    ...{ gpuHours: 1, energyWh: 250, powerShare: 0.5 },
  });
  expect(sumUsage([], [span(0, 30)])).toMatchObject({ gpuHours: 1, energyWh: null });
});

test('a server held its GPUs from ready to its recorded end; one without an end is left out', () => {
  const change = (minute: number, state: DeploymentChange['state'], epoch: number) => ({
    ...{ deploymentId: epoch === 1 ? 'small' : 'large', epoch, state, at: at(minute) },
  });
  const changes = [
    ...[change(0, 'healthy', 1), change(10, 'lost', 1), change(12, 'healthy', 2)],
    // Terminated here, and resumed much later.
    ...[change(900, 'healthy', 1), change(930, 'abandoned', 1), change(931, 'stopped', 1)],
  ];
  const gpusOf = (id: string) => (id === 'small' ? 1 : 4);
  expect(heldSpans(changes, gpusOf)).toEqual([
    { gpus: 1, from: at(0), to: at(10) },
    { gpus: 1, from: at(900), to: at(930) },
  ]);
  expect(heldSpans(changes, () => undefined)).toEqual([]);
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
