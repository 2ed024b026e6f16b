import type { CryptoSource } from '../crypto-source.ts';
import type { Decision } from '../decision.ts';
import type { DecisionInput, Episode } from '../episode.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import type { EpisodeResult } from '../episode-result.ts';
import { attempt, type Raised, raisedBy } from '../python/python-error.ts';
import type { Scenario } from '../scenario.ts';
import type { TradingSettings } from '../trading-settings.ts';
import { CompatAccount } from './compat-account.ts';
import { CompatRequest } from './compat-request.ts';
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
  const { settings } = source;
  const play = new Play(scenario, source, plan);
  for (let step = 0; step < play.bars; step += 1) {
    if (!play.open(step)) continue;
    const isAsked = step % settings.decisionInterval === 0;
    play.close(isAsked ? play.decide(yield play.request()) : HOLD);
  }
  return play.end(settings);
}

/** One episode in progress: each bar is opened, decided on where that is due, and closed. */
class Play {
  /** How many there are to play; fewer once something was raised. */
  bars: number;
  readonly #traded: TradedBars;
  readonly #account: CompatAccount;
  readonly #log: EpisodeLog;
  readonly #timeframe: string | null;
  #close = Number.NaN;
  #raised: Raised | undefined;

  constructor(scenario: Scenario, source: CryptoSource, plan: EpisodePlan) {
    const { timeframe, stride, settings } = source;
    const adjusted = attempt(() => strideTimeframe(timeframe, stride));
    this.#timeframe = 'value' in adjusted ? adjusted.value : timeframe;
    this.#traded = episodeTable(scenario, source, plan);
    this.#raised = 'raised' in adjusted ? adjusted.raised : this.#traded.raised;
    this.bars = 'raised' in adjusted ? 0 : this.#traded.playable;
    this.#account = new CompatAccount(settings, plan.seed);
    this.#log = new EpisodeLog(plan, this.#timeframe, {
      bars: this.bars,
      decisions: Math.ceil(this.bars / settings.decisionInterval),
      openingBalance: settings.initialBalance,
    });
  }

  /** Levels and funding of a bar; whether it is played: the original skips those without a close. */
  open(step: number): boolean {
    const { closes, highs, lows, table } = this.#traded;
    const close = closes[step] as number;
    if (close <= 0) return false;
    const account = this.#account;
    account.step = step;
    this.#close = close;
    if (account.position === 0) return true;
    account.checkLevels(highs[step] as number, lows[step] as number);
    try {
      const rate = table.fundingRates[step] as number;
      account.applyFunding(table.timestamps[step], this.#timeframe, rate, close);
      return true;
    } catch (error) {
      this.#raised = raisedBy(error);
      this.bars = 0;
      return false;
    }
  }

  request(): CompatRequest {
    return new CompatRequest(this.#traded.table, this.#account, this.#log.calls);
  }

  /** What the answer comes to; what is no answer holds and counts as an error. */
  decide(input: DecisionInput): Decision {
    const { step } = this.#account;
    const read = input.kind === 'reply' ? readDecision(input.text) : input;
    if ('decision' in read) {
      this.#log.decided(step, read.decision);
      return read.decision;
    }
    const failure = 'raised' in read ? `${read.raised.type}: ${read.raised.message}` : read.reason;
    this.#log.failed(step, failure);
    return HOLD;
  }

  /** Executes the decision at the bar's close and marks the account at it. */
  close(decision: Decision): void {
    const account = this.#account;
    const close = this.#close;
    if (decision !== HOLD) account.apply(decision, close);
    account.checkLevels(close, close);
    const timestamp = this.#traded.table.timestamps[account.step];
    this.#log.processed(account.step, timestamp, close, account);
  }

  end(settings: TradingSettings): EpisodeResult {
    const account = this.#account;
    if (this.#raised !== undefined) return this.#log.raised(account, this.#raised);
    if (account.position !== 0) {
      account.close(this.#close, 'final');
      this.#log.marked(account.equityAt(this.#close));
    }
    const curve = this.#log.curve();
    const measured = attempt(() => equityMetrics(curve, account.trades, this.#timeframe));
    return 'value' in measured
      ? this.#log.scored(account, measured.value, modeScore(measured.value, settings))
      : this.#log.raised(account, measured.raised);
  }
}
