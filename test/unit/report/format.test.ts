import { expect, test } from 'vitest';
import { formatDuration, formatGpuUse } from '../../../src/report/format.ts';

test.each([
  [850, '850 ms'],
  [12_340, '12.3 s'],
  [59_940, '59.9 s'],
  [59_960, '1m 00s'],
  [245_000, '4m 05s'],
  [25_380_000, '7h 03m'],
  [null, '–'],
])('%s milliseconds read as %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test.each([
  [0.1, null, '6.0 GPU min'],
  [0.1, 3.14, '6.0 GPU min, 3.1 Wh'],
  [1, 700, '1.0 GPU h, 700 Wh'],
  [96.04, 67_200, '96.0 GPU h, 67,200 Wh'],
  [null, null, '–'],
])('%s GPU hours and %s Wh read as %s', (gpuHours, energyWh, text) => {
  expect(formatGpuUse(gpuHours, energyWh)).toBe(text);
});
