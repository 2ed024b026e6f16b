import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { HeldServer, Launch, Launched, Launcher } from '../inference/launcher.ts';
import { withFileLock } from '../process/file-lock.ts';
import { chooseFreePort } from '../process/ports.ts';
import { type ContainerRecord, ContainerRecords } from './container-record.ts';
import { type ContainerSettings, containerRequest, imageOf, LABEL } from './container-request.ts';
import { type Container, containerLog, listContainers, removeContainer } from './containers.ts';
import { DockerEngine } from './docker-engine.ts';
import { engineAddress } from './engine-address.ts';
import { engineFailure } from './engine-failure.ts';
import { pullImage } from './pull-image.ts';

export interface DockerLauncherOptions {
  /** Records of holders, one folder for all workers of a host. */
  readonly stateDir: string;
  /** The Hugging Face cache that containers download into. */
  readonly cacheDir: string;
  /** `DOCKER_HOST`; the usual socket when undefined. */
  readonly dockerHost?: string | undefined;
  /** GiB, 16 unless given. */
  readonly sharedMemory?: number | 'host';
  /** How long a server may take to stop before it is killed; 10 unless given. */
  readonly graceSeconds?: number;
  /** Progress of image pulls. */
  readonly report?: (line: string) => void;
}

/** Containers of this host's Docker Engine. The engine knows what runs, the records who needs it. */
export function createDockerLauncher(options: DockerLauncherOptions): Launcher {
  return new DockerLauncher(options);
}

class DockerLauncher implements Launcher {
  readonly #dir: string;
  readonly #engine: DockerEngine;
  readonly #records: ContainerRecords;
  readonly #settings: ContainerSettings;
  readonly #graceSeconds: number;
  readonly #report: (line: string) => void;

  constructor(options: DockerLauncherOptions) {
    const { stateDir, cacheDir, dockerHost, sharedMemory = 16, graceSeconds = 10 } = options;
    this.#dir = resolve(stateDir);
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    this.#engine = new DockerEngine(engineAddress(dockerHost));
    this.#records = new ContainerRecords(this.#dir);
    const scope = createHash('sha256').update(this.#dir).digest('hex').slice(0, 12);
    this.#settings = { scope, cacheDir: resolve(cacheDir), sharedMemory };
    this.#graceSeconds = graceSeconds;
    this.#report = options.report ?? (() => undefined);
  }

  async ensure(launch: Launch, holder: string, signal: AbortSignal): Promise<Launched> {
    const { identity, specHash } = launch;
    await this.#removeUnheld(identity, signal);
    return this.#locked(identity, signal, async () => {
      const former = this.#records.read(identity);
      const isSame = former?.specHash === specHash;
      const holders = [...new Set([...(isSame ? former.holders : []), holder])];
      const containers = await this.#find(identity);
      const running = containers.find((each) => isRunning(each) && isOfSpec(each, specHash));
      if (running) {
        const record = recordOf(running, holders);
        this.#records.write(record);
        return launched(record, true);
      }
      await this.#remove(containers);
      await pullImage(this.#engine, imageOf(launch), this.#report, signal);
      const port = await chooseFreePort([former?.port]);
      const startedAt = new Date().toISOString();
      return this.#start(launch, {
        schemaVersion: 1,
        identity,
        specHash,
        port,
        holders,
        startedAt,
      });
    });
  }

  async inspect(identity: string): Promise<Launched | undefined> {
    const record = this.#records.read(requireFileName(identity));
    return record && launched(record, true);
  }

  /** Those on record, and containers whose record was lost. */
  async list(): Promise<readonly HeldServer[]> {
    const containers = await this.#find();
    const records = this.#records.identities().flatMap((identity) => {
      const record = this.#records.read(identity);
      return record ? [record] : [];
    });
    const known = new Set(records.map(({ identity }) => identity));
    const lost = containers
      .map((container) => recordOf(container, []))
      .filter(({ identity }) => !known.has(identity));
    return [...records, ...lost].map((record) => held(record, containers));
  }

  async isAlive({ identity, startedAt }: Launched): Promise<boolean> {
    const containers = await this.#find(requireFileName(identity));
    return containers.some((each) => isRunning(each) && each.Labels[LABEL.startedAt] === startedAt);
  }

  async logTail({ identity, startedAt }: Launched): Promise<string> {
    const containers = await this.#find(requireFileName(identity));
    const container = containers.find((each) => each.Labels[LABEL.startedAt] === startedAt);
    return container === undefined
      ? ''
      : this.#asked('cannot read its log', () => containerLog(this.#engine, container.Id));
  }

  async release(identity: string, holder: string): Promise<{ readonly stopped: boolean }> {
    return this.#locked(identity, undefined, async () => {
      const record = this.#records.read(identity);
      if (!record?.holders.includes(holder)) return { stopped: false };
      const holders = record.holders.filter((name) => name !== holder);
      if (holders.length > 0) {
        this.#records.write({ ...record, holders });
        return { stopped: false };
      }
      await this.#remove(await this.#find(identity));
      this.#records.remove(identity);
      return { stopped: true };
    });
  }

  stop(identity: string): Promise<void> {
    return this.#locked(identity, undefined, async () => {
      await this.#remove(await this.#find(identity));
      this.#records.remove(identity);
    });
  }

  /** The record comes first: a kill of this worker then leaves no container that nobody holds. */
  async #start(launch: Launch, record: ContainerRecord): Promise<Launched> {
    const { identity } = launch;
    const former = this.#records.read(identity);
    this.#records.write(record);
    try {
      mkdirSync(this.#settings.cacheDir, { recursive: true });
      const query = { name: `durabench-${this.#settings.scope}-${identity}` };
      const body = containerRequest(launch, record, this.#settings);
      const { Id } = await this.#engine.json<{ Id: string }>('POST', '/containers/create', {
        query,
        body,
      });
      await this.#engine.send('POST', `/containers/${Id}/start`);
      return launched(record, false);
    } catch (error) {
      await this.#find(identity).then((left) => this.#remove(left));
      if (former?.specHash === record.specHash) this.#records.write(former);
      else this.#records.remove(identity);
      throw engineFailure(`cannot start ${identity} in a container`, error);
    }
  }

  /** Containers of lost records, such as a state folder that was deleted. */
  async #removeUnheld(except: string, signal: AbortSignal): Promise<void> {
    for (const { Labels } of await this.#find()) {
      const identity = Labels[LABEL.identity];
      if (identity === undefined || identity === except || this.#records.read(identity)) continue;
      await this.#locked(identity, signal, async () => {
        if (!this.#records.read(identity)) await this.#remove(await this.#find(identity));
      });
    }
  }

  #find(identity?: string): Promise<readonly Container[]> {
    const { scope } = this.#settings;
    return this.#asked('cannot list containers', () =>
      listContainers(this.#engine, scope, identity),
    );
  }

  async #remove(containers: readonly Container[]): Promise<void> {
    for (const { Id } of containers) {
      await this.#asked('cannot remove a container', () =>
        removeContainer(this.#engine, Id, this.#graceSeconds),
      );
    }
  }

  async #asked<T>(action: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw engineFailure(action, error);
    }
  }

  #locked<T>(identity: string, signal: AbortSignal | undefined, work: () => Promise<T>) {
    return withFileLock(join(this.#dir, `${requireFileName(identity)}.lock`), signal, work);
  }
}

const isRunning = ({ State }: Container): boolean => State === 'running';
const isOfSpec = ({ Labels }: Container, hash: string): boolean => Labels[LABEL.spec] === hash;

const recordOf = ({ Labels }: Container, holders: readonly string[]): ContainerRecord => ({
  schemaVersion: 1,
  identity: Labels[LABEL.identity] ?? '',
  specHash: Labels[LABEL.spec] ?? '',
  port: Number(Labels[LABEL.port]),
  holders,
  startedAt: Labels[LABEL.startedAt] ?? '',
});

const launched = ({ identity, port, startedAt }: ContainerRecord, adopted: boolean): Launched => ({
  identity,
  port,
  adopted,
  startedAt,
});

function held(record: ContainerRecord, containers: readonly Container[]): HeldServer {
  const { holders } = record;
  const container = containers.find(({ Labels }) => isStart(Labels, record));
  return { ...launched(record, true), holders, ...(container && { container: container.Id }) };
}

const isStart = (labels: Container['Labels'], { identity, startedAt }: ContainerRecord): boolean =>
  labels[LABEL.identity] === identity && labels[LABEL.startedAt] === startedAt;

function requireFileName(identity: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,149}$/.test(identity)) return identity;
  throw new Error(`server identity "${identity}" cannot be a file name`);
}
