/** Something to measure: plays an episode in this process and says how many bars it processed. */
export interface MarketCase {
  readonly name: string;
  readonly play: () => number;
}

const WARM_UP_RUNS = 3;

/** Middle one of several runs, after some to warm up. */
export function barsPerSecond({ play }: MarketCase, runs: number): number {
  for (let run = 0; run < WARM_UP_RUNS; run += 1) play();
  const rates = Array.from({ length: runs }, () => {
    // Of this process's own time on the cores, collector threads included: a busy machine costs nothing.
    const before = process.cpuUsage();
    const bars = play();
    const { user, system } = process.cpuUsage(before);
    return bars / ((user + system) / 1e6);
  }).sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 2)] ?? Number.NaN;
}
