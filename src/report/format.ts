import type { Interval } from '../domain/statistics/interval.ts';

/** How numbers read in every report; null is always a dash. */
export const NONE = '–';

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const formatCount = (count: number | null): string =>
  count === null ? NONE : COUNT.format(count);

/** A score of 0 to 100. */
export const formatScore = (percent: number | null): string =>
  percent === null ? NONE : percent.toFixed(2);

/** `$12.30`; small sums to a hundredth of a cent. */
export const formatCost = (costUsd: number | null): string =>
  costUsd === null ? NONE : `$${costUsd.toFixed(costUsd >= 1 ? 2 : 4)}`;

/** `12.3 GPU h, 4,100 Wh`; short runs in minutes, the energy only where it is known. */
export function formatGpuUse(gpuHours: number | null, energyWh: number | null): string {
  if (gpuHours === null) return NONE;
  const time =
    gpuHours >= 1 ? `${gpuHours.toFixed(1)} GPU h` : `${(60 * gpuHours).toFixed(1)} GPU min`;
  if (energyWh === null) return time;
  return `${time}, ${energyWh < 10 ? energyWh.toFixed(1) : COUNT.format(energyWh)} Wh`;
}

export const formatInterval = (interval: Interval | null): string =>
  interval === null ? '' : `[${interval.low.toFixed(1)}, ${interval.high.toFixed(1)}]`;

/** A fraction as percent. */
export const formatRate = (rate: number | null): string =>
  rate === null ? NONE : `${(100 * rate).toFixed(1)} %`;

/** `850 ms`, `12.3 s`, `4m 05s`, `7h 03m`. */
export function formatDuration(durationMs: number | null): string {
  if (durationMs === null) return NONE;
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}m ${two(seconds % 60)}s`
    : `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`;
}

/** ISO 8601 to the second, in UTC: `2026-11-23 08:00:10 UTC`. */
export const formatTime = (iso: string): string =>
  `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
