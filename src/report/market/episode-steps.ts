import type {
  DecisionRecord,
  EpisodeResult,
  Fill,
  FundingPayment,
} from '../../domain/market/episode-result.ts';

/** One processed bar of an episode with all that happened on it. */
export interface EpisodeStep {
  /** Position of the bar in the episode's bars. */
  readonly step: number;
  /** As the scenario has it. */
  readonly time: string | null;
  /** Quote currency. */
  readonly close: number;
  /** Absent on bars the agent was not asked on. */
  readonly decision?: DecisionRecord;
  readonly fills: readonly Fill[];
  readonly funding: readonly FundingPayment[];
  /** Signed, base units, at the end of the bar. */
  readonly position: number;
  /** Quote currency, at the end of the bar, before a final close. */
  readonly equity: number;
}

/** @throws RangeError when the episode's arrays do not go together. */
export function episodeSteps(episode: EpisodeResult): readonly EpisodeStep[] {
  const decisions = new Map(episode.decisions.map((decision) => [decision.step, decision]));
  const fills = Map.groupBy(episode.fills, ({ step }) => step);
  const funding = Map.groupBy(episode.funding, ({ step }) => step);
  // What raises within a bar leaves it unfinished.
  const steps = episode.raised ? episode.steps.slice(0, episode.equity.length - 1) : episode.steps;
  return steps.map((step, bar) => {
    const decision = decisions.get(step);
    return {
      step,
      time: entry(episode.timestamps, bar),
      close: entry(episode.closes, bar),
      ...(decision && { decision }),
      fills: fills.get(step) ?? [],
      funding: funding.get(step) ?? [],
      position: entry(episode.positions, bar),
      // The opening balance comes first.
      equity: entry(episode.equity, bar + 1),
    };
  });
}

function entry<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item !== undefined) return item;
  throw new RangeError(`the episode's records end before bar ${index}`);
}
