import { setTimeout as sleep } from 'node:timers/promises';
import type { Liveness } from '../src/adapters/inference/inference-server.ts';

/** A busy server may answer a look late; one that misses three is lost. */
const MISSED_LOOKS_MAX = 3;

/** Resolves with why what is looked at is gone. */
export async function untilLost(
  look: () => Promise<Liveness>,
  intervalMs: number,
  signal: AbortSignal,
): Promise<string> {
  for (let missed = 0; ; ) {
    await sleep(intervalMs, undefined, { signal });
    const liveness = await look();
    missed = liveness.alive ? 0 : missed + 1;
    if (!liveness.alive && missed >= MISSED_LOOKS_MAX) return liveness.reason;
  }
}
