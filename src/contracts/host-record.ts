import { z } from 'zod';
import type { KnownHost } from '../domain/deployment/place/known-host.ts';

/** `hosts/<host>/<at>.json`: what a worker said of its host when it started. */
export const HostRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  host: z.string().min(1),
  gpus: z
    .string()
    .regex(/^\d+x[a-z0-9-]+$/)
    .nullable(),
  concurrency: z.int().min(1),
  allowCommand: z.boolean(),
  trustRemoteCode: z.array(z.string()).readonly(),
  startedAt: z.iso.datetime(),
}) satisfies z.ZodType<KnownHost & { schemaVersion: 1 }>;
