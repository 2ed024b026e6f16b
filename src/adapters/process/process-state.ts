import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

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

/** State files of one folder. Synchronous: nothing may happen between a spawn and its record. */
export class ProcessStateFiles {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Undefined when the process is unknown. A damaged file is a bug or a disk fault and throws. */
  read(identity: string): ProcessState | undefined {
    let text: string;
    try {
      text = readFileSync(this.#path(identity), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    return ProcessStateSchema.parse(JSON.parse(text));
  }

  write(state: ProcessState): void {
    const temporary = `${this.#path(state.identity)}.${randomUUID()}`;
    writeFileSync(temporary, JSON.stringify(state, null, 2), { mode: 0o600 });
    renameSync(temporary, this.#path(state.identity));
  }

  remove(identity: string): void {
    rmSync(this.#path(identity), { force: true });
  }

  identities(): readonly string[] {
    return readdirSync(this.#dir)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length));
  }

  readonly #path = (identity: string): string => join(this.#dir, `${identity}.json`);
}
