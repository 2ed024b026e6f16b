import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { CancelledWork } from './cancelled-work.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import type { ConfigScope } from './contract.ts';

/** Runs a call when its config has a slot free. */
export type InTurn = <T>(call: () => Promise<T>) => Promise<T>;

/** Hands out the slots of configs to the calls of this worker. */
export class CallTurns {
  readonly #limit = new ConcurrencyLimit();
  readonly #cancelled = new CancelledWork();

  of({ scope }: ConfigScope, { configId, slots }: ConfigRun, signal: AbortSignal): InTurn {
    const key = `${scope.root}/${configId}`;
    return (call) =>
      this.#limit.run(key, slots, signal, () =>
        this.#cancelled.watch(`${key}/g${scope.generation}`, call),
      );
  }
}
