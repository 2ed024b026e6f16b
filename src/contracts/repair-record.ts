import { z } from 'zod';
import { REPAIR_CODES } from '../domain/deployment/repair/repair-code.ts';

/** `repairs/<deploymentId>/NNN.json` of a config: one step of the repair ladder, and what runs after it. */
export const RepairRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  step: z.strictObject({
    code: z.enum(REPAIR_CODES),
    cause: z.string(),
    why: z.string(),
    from: z.string(),
    to: z.string(),
  }),
  deployment: z.strictObject({
    engine: z.enum(['vllm', 'tensorrt-llm']),
    model: z.string(),
    checkpoint: z.string(),
    launcher: z.enum(['process', 'docker']),
    image: z.string().exactOptional(),
    flags: z.array(z.string()),
    environment: z.record(z.string(), z.string()),
    context: z.int(),
    slots: z.int(),
    toolParser: z.string().exactOptional(),
    gpus: z.string().exactOptional(),
    recipe: z.string().exactOptional(),
  }),
});
export type RepairRecord = z.infer<typeof RepairRecordSchema>;
