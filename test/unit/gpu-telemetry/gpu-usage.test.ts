import { expect, test } from 'vitest';
import { parseSamples, sampleGpus } from '../../../src/adapters/telemetry/nvidia-smi.ts';
import { integrateUsage } from '../../../src/domain/deployment/telemetry/gpu-usage.ts';
import { recordedRows } from '../../support/fake-nvidia-smi.ts';

const HOUR = 3_600_000;

test('each GPU is a sample, and what one does not report is absent', () => {
  const csv = '0, 310.52, 97, 71234\n1, [N/A], [Not Supported], 512\n\n';
  expect(parseSamples(csv, 5)).toEqual([
    { atMs: 5, gpu: '0', powerW: 310.52, utilisationPercent: 97, memoryMib: 71234 },
    { atMs: 5, gpu: '1', memoryMib: 512 },
  ]);
});

test('a message instead of a table gives no samples', () => {
  expect(parseSamples('Failed to initialize NVML: Driver/library version mismatch', 0)).toEqual([]);
});

test('a machine without nvidia-smi gives no samples and no failure', async () => {
  const { signal } = new AbortController();
  expect(await sampleGpus(1, 0, signal, { PATH: '/nonexistent' })).toEqual([]);
});

test('an hour that rises from 100 to 300 W on two GPUs is 400 Wh and two GPU hours', () => {
  const samples = ['0', '1'].flatMap((gpu) => [
    { atMs: 0, gpu, powerW: 100, memoryMib: 10 },
    { atMs: HOUR, gpu, powerW: 300, memoryMib: 30 },
  ]);
  expect(integrateUsage(samples, HOUR)).toEqual({
    gpus: 2,
    gpuHours: 2,
    energyWh: 400,
    memoryMibMax: 30,
  });
});

test('a gap in which nobody looked counts neither as time nor as energy', () => {
  const samples = [0, 1000, HOUR].map((atMs) => ({ atMs, gpu: '0', powerW: 360 }));
  expect(integrateUsage(samples, 5000).energyWh).toBeCloseTo(0.1, 9);
});

test('GPUs that report no power have hours and no energy', () => {
  const samples = [0, HOUR].map((atMs) => ({ atMs, gpu: '0' }));
  expect(integrateUsage(samples, HOUR)).toEqual({ gpus: 1, gpuHours: 1 });
});

test('40 looks at an H100 that loads, answers and ends are read to their energy and peak', () => {
  const samples = recordedRows().flatMap((row, second) => parseSamples(row, second * 1000));
  const usage = integrateUsage(samples, 5000);
  expect(samples).toHaveLength(40);
  expect(usage).toMatchObject({ gpus: 1, memoryMibMax: 75_717 });
  expect(usage.gpuHours).toBeCloseTo(39 / 3600, 10);
  expect(usage.energyWh).toBeGreaterThan((39 * 70) / 3600);
  expect(usage.energyWh).toBeLessThan((39 * 700) / 3600);
});
