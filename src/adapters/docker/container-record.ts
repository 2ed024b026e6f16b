import { z } from 'zod';
import { StateFiles } from '../process/state-files.ts';

/** `<identity>.json`: who needs a container. Labels cannot hold it, for they never change. */
const ContainerRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  identity: z.string(),
  specHash: z.string(),
  port: z.int().min(1).max(65_535),
  holders: z.array(z.string()).readonly(),
  startedAt: z.iso.datetime(),
});
export type ContainerRecord = Readonly<z.infer<typeof ContainerRecordSchema>>;

export class ContainerRecords extends StateFiles<ContainerRecord> {
  constructor(dir: string) {
    super(dir, ContainerRecordSchema);
  }
}
