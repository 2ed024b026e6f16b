import { createPrng, type Prng } from '../../../src/domain/prng/prng.ts';

/** Of the model server: the engine's process, the one that serves HTTP, or all of them. */
const SERVER_PARTS = ['EngineCore', 'main', 'group'] as const;
export type ServerPart = (typeof SERVER_PARTS)[number];

type Victim = { readonly server: ServerPart } | { readonly file: string };

export interface Kill {
  readonly victim: Victim;
  /** When: after so many more tasks are done, or so long after the last kill. */
  readonly after: { readonly outcomes: number } | { readonly ms: number };
}

const WORKER_FILE = 'worker/worker.json';
const FILES = [WORKER_FILE, 'temporal/server.json'];
/** A config restarts its server ten times, then it gives up. */
const SERVER_KILLS_MAX = 8;
/** A start takes longer: the next kill comes in the middle of it. */
const MIDDLE_OF_START_MS = [3_000, 20_000] as const;

/** The first kills take the model server, the worker and the Temporal server, in any order. */
export function killPlan(seed: number, count: number): readonly Kill[] {
  const random = createPrng(seed, 'kills');
  const kinds = shuffled(['server', ...FILES], random);
  let serverKills = 0;
  let wasServer = false;
  return Array.from({ length: count }, (_, index) => {
    const isSpent = serverKills === SERVER_KILLS_MAX;
    const kind = kinds[index] ?? random.pick(isSpent ? FILES : ['server', ...FILES]);
    const isServer = kind === 'server';
    const kill: Kill = {
      victim: isServer ? { server: random.pick(SERVER_PARTS) } : { file: kind },
      // A server that is starting is adopted by the next worker; killing it too tells nothing new.
      after:
        wasServer && !isServer
          ? { ms: random.int(...MIDDLE_OF_START_MS) }
          : { outcomes: random.int(1, 2) },
    };
    serverKills += isServer ? 1 : 0;
    wasServer = isServer;
    return kill;
  });
}

/**
 * How many calls the kills may cost at most.
 * - A server takes with it what it was answering, one call a slot. Nobody asks one that refuses
 *   connections.
 * - When only its engine dies, it refuses what comes in the second until it ends itself: each slot
 *   is taken at once by the next task, and a config schedules two shards of twice its slots.
 * - A worker takes the calls that it had announced and did not know the agent's task of yet: the
 *   kill comes just after a task ended, when the next one is asked. The agent goes on with all others.
 * - A Temporal server takes none.
 * - And one a slot in all: a look at a port and the call are two moments.
 */
export function callsLostTo(plan: readonly Kill[], slots: number): number {
  const lost = plan.map(({ victim }) => {
    if (!('server' in victim)) return victim.file === WORKER_FILE ? slots : 0;
    return victim.server === 'EngineCore' ? 4 * slots : slots;
  });
  return lost.reduce((sum, calls) => sum + calls, slots);
}

function shuffled<T>(items: readonly T[], random: Prng): readonly T[] {
  const pool = [...items];
  return items.flatMap(() => pool.splice(random.int(0, pool.length - 1), 1));
}
