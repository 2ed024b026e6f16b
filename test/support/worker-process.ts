import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { WORKER_NODE_FLAGS } from '../../src/settings/node-flags.ts';
import type { AgentOptions } from './in-process-agent.ts';
import type { Role } from './suite-bench.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface WorkerProcessOptions extends AgentOptions {
  readonly temporalAddress: string;
  readonly root: string;
  readonly concurrency?: number;
  readonly roles?: readonly Role[];
  /** What its agent answers to everything. */
  readonly answer: string;
}

/** A program answers its first message, whatever it is, with what it has used, and ends. */
export type WorkerReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'end'; readonly peakRssMb: number; readonly asked: number };

/** The program's side of it. Resolves when the process may end. */
export async function reportUntilAsked(askedSoFar: () => number): Promise<void> {
  const send = (report: WorkerReport): Promise<void> =>
    new Promise((resolve) => process.send?.(report, undefined, undefined, () => resolve()));
  await send({ kind: 'ready' });
  await once(process, 'message');
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  await send({ kind: 'end', peakRssMb, asked: askedSoFar() });
  process.disconnect();
}

/** Workers with an in-process agent, in a process of their own. */
export class WorkerProcess implements AsyncDisposable {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(options: WorkerProcessOptions): Promise<WorkerProcess> {
    // Bundling in the worker would be counted as its memory.
    await workflowBundle();
    return WorkerProcess.run(join(import.meta.dirname, 'worker-program.ts'), options);
  }

  /** Resolves when the program, which speaks the same messages, is ready. */
  static async run(program: string, options: object): Promise<WorkerProcess> {
    const child = fork(program, [JSON.stringify(options)], {
      execArgv: [...WORKER_NODE_FLAGS],
    });
    const exited = once(child, 'exit').then(() => {
      throw new Error('the worker process ended before it was ready');
    });
    await Promise.race([once(child, 'message'), exited]);
    exited.catch(() => {});
    return new WorkerProcess(child);
  }

  /** As if the machine slept: no heartbeat, no answer, until `wake`. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  wake(): void {
    this.#child.kill('SIGCONT');
  }

  /** Shuts the workers down and says what they have used. */
  async end(): Promise<Extract<WorkerReport, { kind: 'end' }>> {
    const exited = once(this.#child, 'exit');
    const reported = once(this.#child, 'message');
    this.#child.send('end');
    const [report] = await reported;
    await exited;
    return report;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}
