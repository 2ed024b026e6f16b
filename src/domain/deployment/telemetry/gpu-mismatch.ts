import type { GpuSet } from '../plan/gpu-set.ts';

/** A GPU as its driver names it. */
export interface FoundGpu {
  /** `NVIDIA H100 80GB HBM3` */
  readonly name: string;
  /** As nvidia-smi counts, a little more than CUDA offers. */
  readonly memoryMib: number;
}

const MIB = 1_048_576;
/** ECC takes 2.2 % of an A10G, and nominal figures of the catalogue differ by as much. */
const MEMORY_SHARE_OFF_MAX = 0.06;

/** What GPUs differ in from those a worker was told of; undefined when they are those. */
export function gpuMismatch(
  { count, gpu }: GpuSet,
  found: readonly FoundGpu[],
): string | undefined {
  if (found.length !== count) return `${count} were named, ${found.length} are there`;
  const other = found.find(({ name }) => !isNamed(name, gpu.id));
  if (other !== undefined) return `"${other.name}" is no ${gpu.name}`;
  const odd = found.find(({ memoryMib }) => !isAbout(memoryMib * MIB, gpu.hbmBytes));
  if (odd === undefined) return undefined;
  return `"${odd.name}" with ${odd.memoryMib} MiB is no ${gpu.name}, which has ${Math.round(gpu.hbmBytes / MIB)} MiB`;
}

/** `2 x NVIDIA L4 (23034 MiB)`; equal ones together. */
export function describeFound(found: readonly FoundGpu[]): string {
  const kinds = Map.groupBy(found, ({ name, memoryMib }) => `${name} (${memoryMib} MiB)`);
  const parts = [...kinds].map(([kind, { length }]) => `${length} x ${kind}`);
  return parts.length === 0 ? 'no GPU' : parts.join(', ');
}

/** `h100-80` is a word of the driver's name, without its memory; `rtx4090-24` is two. */
function isNamed(name: string, id: string): boolean {
  const kind = id.replace(/-\d+$/, '').replace(/^rtx/, 'rtx ?');
  return new RegExp(`(^|[^a-z0-9])${kind}([^a-z0-9]|$)`).test(name.toLowerCase());
}

const isAbout = (bytes: number, wanted: number): boolean =>
  Math.abs(bytes - wanted) <= MEMORY_SHARE_OFF_MAX * wanted;
