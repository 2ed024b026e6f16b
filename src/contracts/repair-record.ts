import { z } from 'zod';
import { REPAIR_CODES } from '../domain/deployment/repair/repair-code.ts';
import { ServedDeploymentSchema } from './config-run.ts';

export const RepairStepSchema = z.strictObject({
  code: z.enum(REPAIR_CODES),
  cause: z.string(),
  why: z.string(),
  from: z.string(),
  to: z.string(),
});

/** `repairs/<deploymentId>/NNN.json` of a server: one step of the repair ladder, and what runs after it. */
export const RepairRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  step: RepairStepSchema,
  deployment: ServedDeploymentSchema,
  /** Of the changed deployment, as answers name it. */
  deploymentId: z.string(),
  at: z.iso.datetime(),
});
export type RepairRecord = z.infer<typeof RepairRecordSchema>;
