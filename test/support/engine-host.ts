import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createServedEngine } from '../../src/adapters/inference/served-engine.ts';
import { ProcessRegistry } from '../../src/adapters/process/process-registry.ts';
import { hostRules } from '../../src/host-rules.ts';
import { PACKAGE_ROOT } from '../../src/settings/package-root.ts';
import { fakeEngineProgram } from './fake-engine.ts';
import { temporaryDir } from './small-servers.ts';

/** The real adapter, registry and planner of a host; its engine is a program that behaves as told. */
export class EngineHost {
  readonly dir = temporaryDir();
  readonly processes = new ProcessRegistry(this.dir.path, process.env, 300);

  /** What a bench needs of it. */
  ports() {
    const granted = { allowCommand: true, trustRemoteCode: [] };
    return {
      rules: hostRules(join(PACKAGE_ROOT, 'config'), granted, {}),
      inferenceServer: createServedEngine({
        ...{ processes: this.processes, env: process.env },
        engines: { vllm: fakeEngineProgram(this.dir.path) },
        startLimits: { startMs: 20_000, silentMs: 20_000, pollMs: 50 },
      }),
    };
  }

  /** Names of the servers on record. */
  recorded(): readonly string[] {
    return readdirSync(this.dir.path).flatMap(
      (name) => /^(server-.*)\.json$/.exec(name)?.[1] ?? [],
    );
  }

  /** Of the first of them; 0 for none that runs. */
  async serverPid(): Promise<number> {
    return (await this.processes.inspect(this.recorded()[0] ?? 'server-none'))?.pid ?? 0;
  }

  async stop(): Promise<void> {
    await this.processes.stopAll();
    this.dir.remove();
  }
}
