/** GPUs that a server held for some time. */
export interface HeldSpan {
  readonly gpus: number;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
}

/** What it took of them, as its host kept it. */
export interface UsageSpan extends HeldSpan {
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

/**
 * Undefined when nothing is known. Spans that overlap, of two workers that watched at once, count once.
 * @param held what is known beside the measured spans: of hosts that were killed before they kept theirs
 */
export function sumUsage(
  measured: readonly UsageSpan[],
  held: readonly HeldSpan[] = [],
): GpuUse | undefined {
  if (measured.length + held.length === 0) return undefined;
  let energyWh: number | null = null;
  let powerHours = 0;
  let memoryMibMax: number | null = null;
  for (const { span, share } of newParts(measured)) {
    if (span.energyWh !== undefined) energyWh = (energyWh ?? 0) + share * span.energyWh;
    powerHours += share * (span.powerGpuHours ?? 0);
    if (span.memoryMibMax !== undefined) {
      memoryMibMax = Math.max(memoryMibMax ?? 0, span.memoryMibMax);
    }
  }
  const gpuHours = newParts<HeldSpan>([...measured, ...held]).reduce(
    (hours, { span, share }) => hours + (share * span.gpus * lengthMs(span)) / MS_PER_HOUR,
    0,
  );
  const powerShare = gpuHours > 0 ? Math.min(1, powerHours / gpuHours) : 0;
  return { gpuHours, energyWh, powerShare, memoryMibMax };
}

const lengthMs = ({ from, to }: HeldSpan): number => Math.max(0, Date.parse(to) - Date.parse(from));

/** Of each span the share, a fraction, that none before it covers. */
function newParts<Span extends HeldSpan>(
  spans: readonly Span[],
): readonly { readonly span: Span; readonly share: number }[] {
  let coveredToMs = 0;
  return spans
    .toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))
    .map((span) => {
      const toMs = Date.parse(span.to);
      const newMs = Math.max(0, toMs - Math.max(Date.parse(span.from), coveredToMs));
      coveredToMs = Math.max(coveredToMs, toMs);
      return { span, share: newMs === 0 ? 0 : newMs / lengthMs(span) };
    });
}
