import { z } from 'zod';
import type { ConfigPlacement } from '../domain/suite/config-run.ts';

/** Of a config with `host: auto`. */
export const ConfigPlacementSchema = z.strictObject({
  host: z.string(),
  reason: z.string(),
  estimatedMinutes: z.number(),
}) satisfies z.ZodType<ConfigPlacement>;
