import type { Decision } from '../decision.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import type { DecisionRecord, EpisodeMetrics, EpisodeResult } from '../episode-result.ts';
import type { Raised } from '../python/python-error.ts';
import type { JsonValue } from '../scenario.ts';
import type { CompatAccount } from './compat-account.ts';

interface EpisodeLimits {
  readonly bars: number;
  readonly decisions: number;
  /** Quote currency. */
  readonly openingBalance: number;
}

/** Lists of full length from the start: growing them would take a quarter of an episode's time. */
const listOf = <T>(length: number): T[] => new Array<T>(length);

/** Keeps what an episode's result tells bar by bar. */
export class EpisodeLog {
  readonly #plan: EpisodePlan;
  readonly #timeframe: string | null;
  readonly #steps: number[];
  readonly #timestamps: (string | null)[];
  readonly #closes: number[];
  readonly #positions: number[];
  readonly #equity: number[];
  readonly #decisions: DecisionRecord[];
  #bars = 0;
  #points = 1;
  #calls = 0;
  #errors = 0;

  constructor(
    plan: EpisodePlan,
    timeframe: string | null,
    { bars, decisions, openingBalance }: EpisodeLimits,
  ) {
    this.#plan = plan;
    this.#timeframe = timeframe;
    this.#steps = listOf(bars);
    this.#timestamps = listOf(bars);
    this.#closes = listOf(bars);
    this.#positions = listOf(bars);
    // The opening balance before, a final close behind.
    this.#equity = listOf(bars + 2);
    this.#equity[0] = openingBalance;
    this.#decisions = listOf(decisions);
  }

  /** Decisions asked for so far. */
  get calls(): number {
    return this.#calls;
  }

  decided(step: number, decision: Decision): void {
    const { action, size, stopLoss, takeProfit } = decision;
    const isPlain = stopLoss === undefined && takeProfit === undefined;
    this.#record(
      isPlain ? { step, action, size } : { step, action, size, ...levels(stopLoss, takeProfit) },
    );
  }

  /** No usable answer: the account holds. */
  failed(step: number, failure: string): void {
    this.#errors += 1;
    this.#record({ step, action: 'HOLD', size: 0, failure });
  }

  #record(record: DecisionRecord): void {
    this.#decisions[this.#calls] = record;
    this.#calls += 1;
  }

  /** A bar is done; position and equity are those at its end. */
  processed(
    step: number,
    timestamp: JsonValue | undefined,
    close: number,
    account: CompatAccount,
  ): void {
    const bar = this.#bars;
    this.#steps[bar] = step;
    this.#timestamps[bar] = typeof timestamp === 'string' ? timestamp : null;
    this.#closes[bar] = close;
    this.#positions[bar] = account.position;
    this.#bars += 1;
    this.marked(account.equityAt(close));
  }

  marked(equity: number): void {
    this.#equity[this.#points] = equity;
    this.#points += 1;
  }

  /** The equity curve so far, which nothing is added to any more. */
  curve(): readonly number[] {
    this.#equity.length = this.#points;
    return this.#equity;
  }

  scored(account: CompatAccount, metrics: EpisodeMetrics, score: number): EpisodeResult {
    return { ...this.#facts(account), metrics, score };
  }

  raised(account: CompatAccount, raised: Raised): EpisodeResult {
    return { ...this.#facts(account), metrics: null, score: null, raised };
  }

  #facts(account: CompatAccount): Omit<EpisodeResult, 'metrics' | 'score' | 'raised'> {
    for (const list of [this.#steps, this.#timestamps, this.#closes, this.#positions]) {
      list.length = this.#bars;
    }
    this.#decisions.length = this.#calls;
    const { fills, payments, trades, feeTotal, fundingTotal, realizedPnl } = account;
    return {
      plan: this.#plan,
      timeframe: this.#timeframe,
      steps: this.#steps,
      timestamps: this.#timestamps,
      closes: this.#closes,
      positions: this.#positions,
      equity: this.curve(),
      fills,
      funding: payments,
      trades,
      decisions: this.#decisions,
      decisionErrors: this.#errors,
      totals: { fees: feeTotal, funding: fundingTotal, realizedPnl },
    };
  }
}

const levels = (stopLoss: number | undefined, takeProfit: number | undefined) => ({
  ...(stopLoss === undefined ? {} : { stopLoss }),
  ...(takeProfit === undefined ? {} : { takeProfit }),
});
