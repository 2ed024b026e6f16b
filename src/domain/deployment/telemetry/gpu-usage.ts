/** One look at one GPU. What it does not report is absent. */
export interface GpuSample {
  /** Milliseconds since any fixed moment. */
  readonly atMs: number;
  readonly gpu: string;
  readonly powerW?: number;
  readonly utilisationPercent?: number;
  readonly memoryMib?: number;
}

export interface GpuUsage {
  readonly gpus: number;
  /** Time that GPUs were watched, summed over them. */
  readonly gpuHours: number;
  /** Absent when no GPU reports its power. */
  readonly energyWh?: number;
  readonly memoryMibMax?: number;
}

/** Of each GPU the last one, from which the next series goes on. */
export function latestSamples(samples: readonly GpuSample[]): readonly GpuSample[] {
  return [...Map.groupBy(samples, ({ gpu }) => gpu).values()].flatMap(
    (ofGpu) => ofGpu.toSorted((a, b) => a.atMs - b.atMs).at(-1) ?? [],
  );
}

const MS_PER_HOUR = 3_600_000;

/** Trapezoids between samples of a GPU; a gap longer than `gapMsMax` was not watched. */
export function integrateUsage(samples: readonly GpuSample[], gapMsMax: number): GpuUsage {
  const byGpu = Map.groupBy(samples, ({ gpu }) => gpu);
  let watchedMs = 0;
  let energyWms: number | undefined;
  for (const ofGpu of byGpu.values()) {
    const ordered = ofGpu.toSorted((a, b) => a.atMs - b.atMs);
    for (const [index, later] of ordered.entries()) {
      const earlier = ordered[index - 1];
      if (earlier === undefined || later.atMs - earlier.atMs > gapMsMax) continue;
      const spanMs = later.atMs - earlier.atMs;
      watchedMs += spanMs;
      if (earlier.powerW === undefined || later.powerW === undefined) continue;
      energyWms = (energyWms ?? 0) + (spanMs * (earlier.powerW + later.powerW)) / 2;
    }
  }
  const memory = samples.flatMap(({ memoryMib }) => memoryMib ?? []);
  return {
    gpus: byGpu.size,
    gpuHours: watchedMs / MS_PER_HOUR,
    ...(energyWms !== undefined && { energyWh: energyWms / MS_PER_HOUR }),
    ...(memory.length > 0 && { memoryMibMax: memory.reduce((a, b) => Math.max(a, b)) }),
  };
}
