import { z } from 'zod';

/** `usage/<generation>-<time>.json` of a server: what it took of its GPUs for some minutes. */
export const GpuUsageRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  deploymentId: z.string(),
  /** Held, whether or not they were busy. */
  gpus: z.int().min(1),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Of the time in `powerGpuHours`; absent where no power was reported. */
  energyWh: z.number().min(0).exactOptional(),
  /** Time for which power is known, summed over the GPUs. */
  powerGpuHours: z.number().min(0).exactOptional(),
  /** The most that one GPU had in use, by whomever. */
  memoryMibMax: z.number().min(0).exactOptional(),
});
export type GpuUsageRecord = z.infer<typeof GpuUsageRecordSchema>;
