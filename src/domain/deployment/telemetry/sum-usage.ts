/** What a server took of its GPUs for some minutes, as its host kept it. */
export interface UsageSpan {
  readonly gpus: number;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly energyWh?: number;
  /** Time for which power is known, summed over the GPUs. */
  readonly powerGpuHours?: number;
  readonly memoryMibMax?: number;
}

/** What a config took of its GPUs. */
export interface GpuUse {
  /** Time that GPUs were held, busy or not, from the start of loading, summed over them. */
  readonly gpuHours: number;
  /** As measured; null where no GPU reports its power. */
  readonly energyWh: number | null;
  /** Share of the GPU hours for which power was measured, a fraction. */
  readonly powerShare: number;
  /** The most that one GPU had in use. */
  readonly memoryMibMax: number | null;
}

const MS_PER_HOUR = 3_600_000;

/** Undefined without spans. Spans that overlap, of two workers that watched at once, count once. */
export function sumUsage(spans: readonly UsageSpan[]): GpuUse | undefined {
  if (spans.length === 0) return undefined;
  const ordered = spans.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
  let [gpuMs, countedToMs, powerHours] = [0, 0, 0];
  let energyWh: number | null = null;
  let memoryMibMax: number | null = null;
  for (const span of ordered) {
    const [fromMs, toMs] = [Date.parse(span.from), Date.parse(span.to)];
    const newMs = Math.max(0, toMs - Math.max(fromMs, countedToMs));
    const share = toMs > fromMs ? newMs / (toMs - fromMs) : 0;
    gpuMs += span.gpus * newMs;
    countedToMs = Math.max(countedToMs, toMs);
    if (span.energyWh !== undefined) energyWh = (energyWh ?? 0) + share * span.energyWh;
    powerHours += share * (span.powerGpuHours ?? 0);
    if (span.memoryMibMax !== undefined) {
      memoryMibMax = Math.max(memoryMibMax ?? 0, span.memoryMibMax);
    }
  }
  const gpuHours = gpuMs / MS_PER_HOUR;
  const powerShare = gpuHours > 0 ? Math.min(1, powerHours / gpuHours) : 0;
  return { gpuHours, energyWh, powerShare, memoryMibMax };
}
