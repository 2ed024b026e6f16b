import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  EpisodeEnding,
  EpisodeProgress,
  EpisodeRef,
  RunActivities,
} from '../activities/contract.ts';
import type { EpisodeCounts } from '../src/domain/suite/progress.ts';
import { episodeProgress, finish, pause, resume } from './messages.ts';
import { agentCall } from './policies.ts';
import { SpendReports } from './spend-reports.ts';

export interface EpisodeInput extends EpisodeRef {
  readonly host: string;
  readonly timeoutMs: number;
  readonly paused: boolean;
  /** The config has a budget and must know what is spent. */
  readonly reportsSpend: boolean;
  /** Decisions known to an earlier execution of this workflow. */
  readonly decided: number;
}

/** `open`: it was to finish early; a resume goes on where it stopped. */
export interface EpisodeResult extends EpisodeEnding {
  readonly state: EpisodeProgress['state'];
}

/** Activities of one execution: keeps its history below 900 events. */
const SITTINGS_MAX = 100;

/**
 * One pass of a scenario in one mode. Every decision is stored as it is made, so that nothing but
 * the count is kept here; pausing, finishing and cancelling act between decisions.
 */
export async function tradeEpisode(input: EpisodeInput): Promise<EpisodeResult> {
  const { host, timeoutMs, reportsSpend, decided: known, paused: held, ...episode } = input;
  let decided = known;
  let paused = held;
  let finishing = false;
  const spending = new SpendReports();
  setHandler(pause, () => {
    paused = true;
  });
  setHandler(resume, () => {
    paused = false;
  });
  setHandler(finish, () => {
    finishing = true;
  });
  setHandler(episodeProgress, (): EpisodeCounts => ({ decided, paused }));

  const { playDecisions } = proxyActivities<RunActivities>(agentCall(host, timeoutMs));
  for (let sitting = 0; sitting < SITTINGS_MAX; sitting += 1) {
    await condition(() => !paused || finishing);
    if (finishing) return { episodeId: episode.episodeId, state: 'open' };
    const progress = await playDecisions.executeWithOptions(
      { summary: `after ${decided} decisions` },
      [episode],
    );
    decided = progress.decided;
    setCurrentDetails(`**${decided}** decisions`);
    if (reportsSpend) await spending.add(progress);
    if (progress.state !== 'open') return endingOf(episode.episodeId, progress);
    if (workflowInfo().continueAsNewSuggested) break;
  }
  if (finishing) return { episodeId: episode.episodeId, state: 'open' };
  return continueAsNew<typeof tradeEpisode>({ ...input, decided, paused });
}

const endingOf = (episodeId: string, { state, unscored }: EpisodeProgress): EpisodeResult => ({
  episodeId,
  state,
  ...(unscored && { unscored }),
});
