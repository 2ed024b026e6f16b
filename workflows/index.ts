/** Every export is a workflow type. */
export { inferenceHost } from './inference-host.ts';
export { runConfig } from './run-config.ts';
export { runShard } from './run-shard.ts';
export { runSuite } from './run-suite.ts';
export { tradeEpisode } from './trade-episode.ts';
