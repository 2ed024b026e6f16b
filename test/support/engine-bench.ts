import type { ServerRequest } from '../../src/adapters/inference/inference-server.ts';
import {
  createServedEngine,
  type ServedEngineOptions,
} from '../../src/adapters/inference/served-engine.ts';
import { ProcessRegistry } from '../../src/adapters/process/process-registry.ts';
import type { ServedDeployment } from '../../src/domain/suite/config-run.ts';
import { fakeEngineProgram } from './fake-engine.ts';
import { temporaryDir } from './small-servers.ts';

export const START_LIMITS = { startMs: 20_000, silentMs: 10_000, pollMs: 20 };

/** A host whose engines are fake programs, in a folder of its own. */
export class EngineBench implements AsyncDisposable {
  readonly #dir = temporaryDir();
  readonly processes = new ProcessRegistry(this.#dir.path, process.env, 300);
  readonly program = fakeEngineProgram(this.#dir.path);

  /** Holds the program, and what the registry writes. */
  get path(): string {
    return this.#dir.path;
  }

  engine(options: Partial<ServedEngineOptions> = {}) {
    return createServedEngine({
      ...{ processes: this.processes, env: process.env, startLimits: START_LIMITS },
      engines: { vllm: this.program, trtllm: this.program },
      ...options,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.processes.stopAll();
    this.#dir.remove();
  }
}

export const requestFor = (
  spec: ServedDeployment,
  holder = 'suite a',
): ServerRequest<ServedDeployment> => ({ deploymentId: 'd1', spec, holder });
