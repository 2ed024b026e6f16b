import { readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtifactStore } from '../../../src/adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { markOf } from '../../../src/adapters/process/process-table.ts';
import { type DeploymentRecord, DeploymentRecordSchema } from '../../../src/contracts/records.ts';
import { recordedPid, succeed } from '../cli.ts';
import { engineProcesses, untilRuns } from './engine-processes.ts';
import type { Kill, ServerPart } from './kill-plan.ts';

const RUN_KEY = 'killed';
const FILE = 'survival.yaml';
const POLL_MS = 50;
/** Of what takes a server's start. */
const SLOW_POLL_MS = 500;

/** A run of one config, started by the CLI in a folder of its own, whose processes get killed. */
export class KilledRun implements AsyncDisposable {
  readonly cwd: string;
  readonly store: ArtifactStore;
  /** Leaders of all model servers that were killed. */
  readonly killedServers: number[] = [];
  readonly #env: Readonly<Record<string, string>>;

  private constructor(cwd: string, env: Readonly<Record<string, string>>) {
    this.cwd = cwd;
    this.#env = env;
    this.store = createDirectoryStore(join(cwd, '.durabench/artifacts'));
  }

  /** @param experiment named `survival`, with one config `model` */
  static async start(
    experiment: object,
    env: Readonly<Record<string, string>>,
  ): Promise<KilledRun> {
    const run = new KilledRun(
      await realpath(await mkdtemp(join(tmpdir(), 'durabench-killed-'))),
      env,
    );
    // JSON is YAML too.
    writeFileSync(join(run.cwd, FILE), JSON.stringify(experiment));
    await run.up();
    await run.#cli('run', FILE, '--run-key', RUN_KEY, '--detach');
    return run;
  }

  /** Keys of the config's records under the prefix. */
  records(prefix: string): Promise<readonly string[]> {
    return this.store.list(`runs/survival/${RUN_KEY}/model/${prefix}`);
  }

  /** What became of its server, in order. */
  async deployments(): Promise<readonly DeploymentRecord[]> {
    const keys = await this.records('deployments/');
    return Promise.all(keys.map((key) => getJson(this.store, key, DeploymentRecordSchema)));
  }

  async finished(): Promise<number> {
    const keys = await this.records('tasks/');
    return keys.filter((key) => key.endsWith('/outcome.json')).length;
  }

  /**
   * Waits for its moment, kills, and brings back what no part of the system brings back itself.
   * @returns how many tasks were finished when it killed
   */
  async kill({ victim, after }: Kill): Promise<number> {
    if ('ms' in after) await sleep(after.ms);
    else await this.#progress(after.outcomes);
    const done = await this.finished();
    if ('server' in victim) {
      await this.#killServer(victim.server);
    } else {
      process.kill(recordedPid(join(this.cwd, '.durabench', victim.file)), 'SIGKILL');
      await this.up();
    }
    return done;
  }

  async up(): Promise<void> {
    // The deployment is the experiment's own and no recipe.
    await this.#cli('up', '--allow-command');
  }

  async watch(): Promise<void> {
    await this.#cli('watch', `survival/${RUN_KEY}`);
  }

  async down(): Promise<void> {
    await this.#cli('down');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.down();
    await rm(this.cwd, { recursive: true, force: true });
  }

  #cli(...args: string[]): Promise<string> {
    return succeed(args, { cwd: this.cwd, env: this.#env });
  }

  async #progress(outcomes: number): Promise<void> {
    // Answers that the killed server had given may still become outcomes.
    while ((await this.#healthyCount()) <= this.killedServers.length) await sleep(SLOW_POLL_MS);
    const goal = (await this.finished()) + outcomes;
    while ((await this.finished()) < goal) await sleep(POLL_MS);
  }

  /** Times that the run had a server. @throws when it has given it up: nothing would come any more */
  async #healthyCount(): Promise<number> {
    const records = await this.deployments();
    const abandoned = records.find(({ state }) => state === 'abandoned');
    if (abandoned !== undefined) throw new Error(`the run gave up its server: ${abandoned.reason}`);
    return records.filter(({ state }) => state === 'healthy').length;
  }

  async #killServer(part: ServerPart): Promise<void> {
    const groupId = await this.#runningServer();
    await untilRuns(groupId, 'Worker');
    this.killedServers.push(groupId);
    if (part === 'EngineCore') process.kill(Number(engineProcesses(groupId)[part]), 'SIGKILL');
    else process.kill(part === 'group' ? -groupId : groupId, 'SIGKILL');
  }

  async #runningServer(): Promise<number> {
    const dir = join(this.cwd, '.durabench/hosts/local/processes');
    for (;;) {
      const file = readdirSync(dir).find((name) => /^server-.*\.json$/.test(name));
      const pid = file === undefined ? undefined : recordedPid(join(dir, file));
      if (pid !== undefined && markOf(pid) !== undefined) return pid;
      await sleep(POLL_MS);
    }
  }
}
