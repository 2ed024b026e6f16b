import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

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

export class ContainerRecords {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Undefined when nobody holds it. A damaged file is a bug or a disk fault and throws. */
  read(identity: string): ContainerRecord | undefined {
    let text: string;
    try {
      text = readFileSync(this.#path(identity), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    return ContainerRecordSchema.parse(JSON.parse(text));
  }

  write(record: ContainerRecord): void {
    const temporary = `${this.#path(record.identity)}.${randomUUID()}`;
    writeFileSync(temporary, JSON.stringify(record, null, 2), { mode: 0o600 });
    renameSync(temporary, this.#path(record.identity));
  }

  remove(identity: string): void {
    rmSync(this.#path(identity), { force: true });
  }

  readonly #path = (identity: string): string => join(this.#dir, `${identity}.json`);
}
