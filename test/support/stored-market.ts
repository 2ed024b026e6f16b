import type { ArtifactStore } from '../../src/adapters/artifacts/artifact-store.ts';
import { putJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { toExtendedJson } from '../../src/contracts/extended-json.ts';
import {
  configKeys,
  configRoot,
  episodeKeys,
  roundKeys,
  runRoot,
} from '../../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../../src/domain/suite/config-run.ts';
import type { PlayedMarket } from '../../src/report/market/played-market.ts';

interface Place {
  readonly taskId: string;
  readonly repeat?: number;
  readonly round?: number;
  readonly generation?: number;
}

/** The folder that a task's episodes and rounds lie in. */
export function marketTaskDir(config: ConfigRun, { taskId, repeat = 0 }: Place): string {
  const dir = configRoot(runRoot(config.suite, config.runKey), config.configId);
  return configKeys(dir).task(taskId, repeat);
}

/** What the episodes of a crypto task leave beside its outcome. */
export async function storeMarket(
  store: ArtifactStore,
  config: ConfigRun,
  place: Place,
  { profile, score, episodes }: PlayedMarket,
): Promise<void> {
  const taskDir = marketTaskDir(config, place);
  const round = roundKeys(taskDir, place.round ?? 0);
  for (const episode of episodes) {
    const keys = episodeKeys(taskDir, episode.plan.id, place.generation ?? 0);
    await putJson(store, keys.summary, toExtendedJson(episode));
  }
  if (score !== null) await putJson(store, round.market(profile), toExtendedJson(score));
}
