import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CryptoSource } from '../../domain/market/crypto-source.ts';
import type { EpisodeResult } from '../../domain/market/episode-result.ts';
import type { MarketScore } from '../../domain/market/market-score.ts';
import type { Scenario } from '../../domain/market/scenario.ts';
import type { Profile } from '../../domain/scoring/profile.ts';

export interface ScoringJob {
  readonly profile: Profile;
  readonly scenario: Scenario;
  readonly source: CryptoSource;
  readonly episodes: readonly EpisodeResult[];
}

// Started as it was installed: TypeScript in a checkout, JavaScript in a build.
const PROGRAM = join(import.meta.dirname, `scoring-thread${extname(import.meta.filename)}`);

/** Without them V8 gives each thread as much garbage as the machine has memory for. */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 };

/**
 * Scores a scenario in a thread of its own: seconds of computing must not keep this process from
 * its heartbeats. Nothing stays behind; starting a thread is little beside its work.
 * An abort ends the thread and rethrows its reason.
 */
export async function scoreInThread(job: ScoringJob, signal: AbortSignal): Promise<MarketScore> {
  signal.throwIfAborted();
  const thread = new Worker(PROGRAM, { resourceLimits: LIMITS });
  const stopped = Promise.withResolvers<never>();
  const onAbort = () => stopped.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const exited = once(thread, 'exit').then(([code]) => {
      throw new Error(`the scoring thread ended with code ${code} before it had a score`);
    });
    exited.catch(() => {});
    const scored = once(thread, 'message');
    thread.postMessage(job);
    const [score] = await Promise.race([scored, exited, stopped.promise]);
    return score;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await thread.terminate();
  }
}
