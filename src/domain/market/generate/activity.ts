const PEAK_HOUR = 14;
const QUIET = 0.6;
const BUSY = 1.5;

/** How busy the market is at a time of the day, 1 on average: quiet at 02:00 UTC, busy at 14:00. */
export function activityAt(epochSeconds: number): number {
  const hour = (epochSeconds / 3600) % 24;
  const distance = Math.abs(hour - PEAK_HOUR);
  const hoursOff = Math.min(distance, 24 - distance);
  const scale = (QUIET + BUSY) / 2;
  return (BUSY - ((BUSY - QUIET) * hoursOff) / 12) / scale;
}
