// Entry of a worker thread: scores scenarios, one message each.
import { parentPort } from 'node:worker_threads';
import { scoreScenario } from '../../domain/market/engines.ts';
import type { ScoringJob } from './thread-scorer.ts';

parentPort?.on('message', ({ profile, scenario, source, episodes }: ScoringJob) => {
  parentPort?.postMessage(scoreScenario(profile, scenario, source, episodes));
});
