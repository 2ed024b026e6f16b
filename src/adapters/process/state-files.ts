import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

/** State files of one folder. Synchronous: nothing may happen between a start and its record. */
export class StateFiles<State extends { readonly identity: string }> {
  readonly #dir: string;
  readonly #schema: z.ZodType<State>;

  constructor(dir: string, schema: z.ZodType<State>) {
    this.#dir = dir;
    this.#schema = schema;
  }

  /** Undefined when it is unknown. A damaged file is a bug or a disk fault and throws. */
  read(identity: string): State | undefined {
    let text: string;
    try {
      text = readFileSync(this.#path(identity), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    return this.#schema.parse(JSON.parse(text));
  }

  write(state: State): void {
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
