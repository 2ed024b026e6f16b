import type { CryptoSource } from '../crypto-source.ts';
import type { Decision } from '../decision.ts';
import type { DecisionInput, DecisionRequest, Episode } from '../episode.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import type { EpisodeResult } from '../episode-result.ts';
import { attempt, type Raised, raisedBy } from '../python/python-error.ts';
import type { Scenario } from '../scenario.ts';
import { CompatAccount } from './compat-account.ts';
import { decisionPayload } from './decision-payload.ts';
import { readDecision } from './decision-text.ts';
import { episodeTable } from './episode-bars.ts';
import { EpisodeLog } from './episode-log.ts';
import { equityMetrics } from './equity-metrics.ts';
import { modeScore } from './mode-score.ts';
import { strideTimeframe } from './timeframe.ts';
import type { TradedBars } from './traded-bars.ts';

const HOLD: Decision = { action: 'HOLD', size: 0 };

/**
 * Plays one pass of a scenario by the original's rules. Never throws: where the original raises, the
 * result goes as far as it went and says what it raised.
 */
export function* playCompatEpisode(
  scenario: Scenario,
  source: CryptoSource,
  plan: EpisodePlan,
): Episode {
  const adjusted = attempt(() => strideTimeframe(source.timeframe, source.stride));
  const timeframe = 'value' in adjusted ? adjusted.value : source.timeframe;
  const account = new CompatAccount(source.settings, plan.seed);
  const bars = episodeTable(scenario, source, plan);
  const log = new EpisodeLog(plan, timeframe, account);
  if ('raised' in adjusted) return log.raised(adjusted.raised);
  try {
    yield* trade(bars, account, log, source.settings.decisionInterval);
  } catch (error) {
    return log.raised(raisedBy(error));
  }
  return bars.raised === undefined ? scored(log, source) : log.raised(bars.raised);
}

/** The bars in turn, and the final close. @throws PythonError */
function* trade(
  bars: TradedBars,
  account: CompatAccount,
  log: EpisodeLog,
  decisionInterval: number,
): Generator<DecisionRequest, void, DecisionInput> {
  const { closes, highs, lows, fundingRates, playable } = bars;
  const { states } = bars.table;
  let last: number | undefined;
  for (let step = 0; step < playable; step += 1) {
    const close = closes[step] as number;
    if (close <= 0) continue;
    last = close;
    account.step = step;
    if (account.position !== 0) {
      account.checkLevels(highs[step] as number, lows[step] as number);
      const rate = fundingRates[step] as number;
      account.applyFunding(states[step]?.timestamp, log.timeframe, rate, close);
    }
    if (step % decisionInterval === 0) {
      const input = yield decisionRequest(bars, account, log.calls);
      account.apply(decide(input, log, step), close);
    }
    account.mark(close);
    log.processed(step, states[step]?.timestamp, close);
  }
  if (account.position === 0 || last === undefined || bars.raised !== undefined) return;
  account.close(last, 'final');
  account.mark(last);
}

function decisionRequest(bars: TradedBars, account: CompatAccount, call: number): DecisionRequest {
  const { step, cash, position, entryPrice, stopLoss, takeProfit } = account;
  return {
    step,
    call,
    // A first bar that is skipped leaves the episode without a beginning, as in the original.
    startsConversation: step === 0,
    payload: () => {
      const equity = cash + position * (bars.closes[step] as number);
      const view = { cash, equity, position, entryPrice, stopLoss, takeProfit };
      return decisionPayload(bars.table, step, view);
    },
  };
}

/** What the answer comes to; what is no answer holds and counts as an error. */
function decide(input: DecisionInput, log: EpisodeLog, step: number): Decision {
  if (input.kind === 'decision') return log.decided(step, input.decision);
  if (input.kind === 'failed') return log.failed(step, HOLD, input.reason);
  const read = readDecision(input.text);
  return 'decision' in read
    ? log.decided(step, read.decision)
    : log.failed(step, HOLD, describe(read.raised));
}

const describe = ({ type, message }: Raised): string => `${type}: ${message}`;

function scored(log: EpisodeLog, { settings }: CryptoSource): EpisodeResult {
  const measured = attempt(() =>
    equityMetrics(log.account.equity, log.account.trades, log.timeframe),
  );
  if ('raised' in measured) return log.raised(measured.raised);
  return log.scored(measured.value, modeScore(measured.value, settings));
}
