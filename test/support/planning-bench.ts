import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SuitePlan } from '../../activities/contract.ts';
import { resolveSuite } from '../../activities/resolve-suite.ts';
import { RunRecords } from '../../activities/run-records.ts';
import type { ArtifactStore } from '../../src/adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { hostRules } from '../../src/host-rules.ts';
import { planningFiles } from '../../src/planning-files.ts';
import { PACKAGE_ROOT } from '../../src/settings/package-root.ts';

export interface Worker {
  readonly storeId?: string;
  readonly allowCommand?: boolean;
  readonly trustRemoteCode?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Plans suites as a worker would, in folders of its own. */
export class PlanningBench implements AsyncDisposable {
  readonly store: ArtifactStore;
  readonly experimentsRoot: string;
  readonly configRoot: string;
  readonly cacheDir: string;
  /** Beside the roots: nothing here may be read. */
  readonly outside: string;
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
    this.store = createDirectoryStore(join(root, 'artifacts'));
    // Deep enough that the parents of both roots are no secret place.
    this.experimentsRoot = join(root, 'project', 'experiments');
    this.configRoot = join(root, 'project', 'config');
    this.cacheDir = join(root, 'cache');
    this.outside = join(root, 'outside');
  }

  static async start(): Promise<PlanningBench> {
    const root = await mkdtemp(join(tmpdir(), 'durabench-planning-'));
    const bench = new PlanningBench(root);
    await mkdir(bench.experimentsRoot, { recursive: true });
    await mkdir(join(bench.configRoot, 'recipes'), { recursive: true });
    await writeFile(join(bench.configRoot, 'prices.yaml'), 'prices: []\n');
    const catalogue = join('config', 'catalogue');
    await symlink(join(PACKAGE_ROOT, catalogue), join(root, 'project', catalogue));
    await mkdir(bench.outside);
    return bench;
  }

  write(folder: string, name: string, content: unknown): Promise<void> {
    const isPlain = typeof content === 'string' || content instanceof Uint8Array;
    const text = isPlain ? content : JSON.stringify(content);
    return writeFile(join(folder, name), text);
  }

  /** `runId` names the workflow that plans; an activity's second attempt has the same. */
  plan(input: unknown, runId = 'run-1', worker: Worker = {}): Promise<SuitePlan> {
    const { storeId = 'store-1', environment = {} } = worker;
    const { allowCommand = false, trustRemoteCode = [] } = worker;
    const { experimentsRoot, configRoot, cacheDir } = this;
    const ports = {
      records: new RunRecords(this.store),
      rules: hostRules(configRoot, { allowCommand, trustRemoteCode }, environment),
      ...planningFiles({ experimentsRoot, configRoot, cacheDir }, environment),
      storeId,
      durabenchVersion: '0.0.0-test',
    };
    return resolveSuite(ports, input, {
      workflowId: `workflow of ${runId}`,
      firstExecutionRunId: runId,
      startTime: '2026-11-23T07:45:00.000Z',
    });
  }

  /** Everything the store holds. */
  async stored(): Promise<readonly string[]> {
    const folders = ['datasets/', 'runs/', 'scenarios/'];
    return (await Promise.all(folders.map((folder) => this.store.list(folder)))).flat();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.#root, { recursive: true, force: true, maxRetries: 10 });
  }
}
