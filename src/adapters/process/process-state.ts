import { z } from 'zod';
import { StateFiles } from './state-files.ts';

/** `<identity>.json`: what must be known to find a process again. It never holds environment values. */
const ProcessStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  identity: z.string(),
  specHash: z.string(),
  pid: z.int().min(1),
  startMark: z.string(),
  port: z.int().min(1).max(65_535),
  holders: z.array(z.string()).readonly(),
  startedAt: z.iso.datetime(),
  logFile: z.string(),
});
export type ProcessState = Readonly<z.infer<typeof ProcessStateSchema>>;

export class ProcessStateFiles extends StateFiles<ProcessState> {
  constructor(dir: string) {
    super(dir, ProcessStateSchema);
  }
}
