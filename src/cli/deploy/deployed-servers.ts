import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DeploymentSpecSchema } from '../../contracts/config-run.ts';

/** Under this name `deploy up` holds its servers; a suite run may hold them too. */
export const HOLDER = 'durabench deploy';

const DeployedServerSchema = z.strictObject({
  schemaVersion: z.literal(1),
  deploymentId: z.string(),
  spec: DeploymentSpecSchema,
  server: z.strictObject({
    baseUrl: z.string(),
    model: z.string(),
    pid: z.int().exactOptional(),
    adopted: z.boolean(),
    startedAt: z.string().exactOptional(),
  }),
});
export type DeployedServer = z.infer<typeof DeployedServerSchema>;

/** `<folder>/<deployment id>.json`: what `deploy up` started and `deploy down` has not stopped. */
export class DeployedServers {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  async list(): Promise<readonly DeployedServer[]> {
    const files = await readdir(this.#dir).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const records = files.filter((name) => name.endsWith('.json')).sort();
    return Promise.all(
      records.map(async (name) =>
        DeployedServerSchema.parse(JSON.parse(await readFile(join(this.#dir, name), 'utf8'))),
      ),
    );
  }

  async write(deployed: DeployedServer): Promise<void> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    const temporary = `${this.#path(deployed)}.${process.pid}`;
    await writeFile(temporary, JSON.stringify(deployed, null, 2), { mode: 0o600 });
    await rename(temporary, this.#path(deployed));
  }

  remove(deployed: DeployedServer): Promise<void> {
    return rm(this.#path(deployed), { force: true });
  }

  readonly #path = ({ deploymentId }: DeployedServer): string =>
    join(this.#dir, `${deploymentId}.json`);
}
