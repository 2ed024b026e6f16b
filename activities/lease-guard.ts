import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { ConfigScope } from './contract.ts';
import { failure } from './failures.ts';
import type { LeaseEpoch } from './host-contract.ts';

// Written by this file alone; the records that it leads to are checked when they are read.
const ConfigScopeSchema = z.custom<ConfigScope>(
  (value) => typeof value === 'object' && value !== null && 'scope' in value && 'config' in value,
);
const LeaseFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** The highest that this host has seen. */
  epoch: z.int(),
  /** Whose server was started under it, if it was not stopped. */
  server: z.strictObject({ deploymentId: z.string(), config: ConfigScopeSchema }).exactOptional(),
});

export interface LeasedServer {
  readonly deploymentId: string;
  readonly config: ConfigScope;
}

/**
 * What a host remembers of its lease, in one small file. One activity at a time: a worker that
 * was given up may still be at work when its successor begins.
 */
export class LeaseGuard {
  readonly #path: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Runs `work` unless a higher epoch has been here, with the server that the file names;
   * what it returns is remembered instead.
   * @throws `StaleLease`, which no retry can mend
   */
  enter(
    { host, epoch }: LeaseEpoch,
    work: (server: LeasedServer | undefined) => Promise<LeasedServer | undefined>,
  ): Promise<void> {
    const turn = this.#last.then(async () => {
      const known = await this.#read();
      if (known !== undefined && epoch < known.epoch) {
        throw failure(
          'StaleLease',
          `epoch ${epoch} of host "${host}" is over, ${known.epoch} came after it: another config has the host`,
          { retryable: false },
        );
      }
      // First the epoch: whatever comes of the work, earlier holders are refused from here on.
      await this.#write(epoch, known?.server);
      await this.#write(epoch, await work(known?.server));
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #read(): Promise<{ epoch: number; server?: LeasedServer } | undefined> {
    const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    return LeaseFileSchema.parse(JSON.parse(text));
  }

  async #write(epoch: number, server: LeasedServer | undefined): Promise<void> {
    const file = { schemaVersion: 1, epoch, ...(server && { server }) };
    await mkdir(dirname(this.#path), { recursive: true });
    const temporary = `${this.#path}.${process.pid}.tmp`;
    await writeFile(temporary, JSON.stringify(file));
    await rename(temporary, this.#path);
  }
}
