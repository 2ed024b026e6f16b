import { z } from 'zod';

const GpuEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and "-"'),
  name: z.string().min(1),
  hbmBytes: z.int().min(1e9),
  /** Of the CPU beside it, which holds no weights and no KV cache. */
  hostMemoryBytes: z.int().min(1e9).optional(),
  capability: z.number().min(7).max(20),
  dataCentre: z.boolean(),
  perNode: z.int().min(1),
  prefillTokens: z.int().min(1),
  memoryBytesPerSecond: z.int().min(1e9),
  flopsPerSecond: z.int().min(1e12),
  source: z.string().min(1),
});

/** `config/catalogue/gpus.yaml` */
export const GpuCatalogueSchema = z.strictObject({
  gpus: z.array(GpuEntry).refine((gpus) => new Set(gpus.map(({ id }) => id)).size === gpus.length, {
    message: 'GPU ids must be unique',
  }),
});
