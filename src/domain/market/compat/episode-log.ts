import type { Decision } from '../decision.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import type { DecisionRecord, EpisodeMetrics, EpisodeResult } from '../episode-result.ts';
import type { Raised } from '../python/python-error.ts';
import type { JsonValue } from '../scenario.ts';
import type { CompatAccount } from './compat-account.ts';

/** Keeps what an episode's result tells. */
export class EpisodeLog {
  readonly account: CompatAccount;
  readonly timeframe: string | null;
  readonly #plan: EpisodePlan;
  readonly #steps: number[] = [];
  readonly #timestamps: (string | null)[] = [];
  readonly #closes: number[] = [];
  readonly #positions: number[] = [];
  readonly #decisions: DecisionRecord[] = [];
  #errors = 0;

  constructor(plan: EpisodePlan, timeframe: string | null, account: CompatAccount) {
    this.#plan = plan;
    this.timeframe = timeframe;
    this.account = account;
  }

  /** Decisions asked for so far. */
  get calls(): number {
    return this.#decisions.length;
  }

  decided(step: number, decision: Decision): Decision {
    const { action, size, stopLoss, takeProfit } = decision;
    const hasLevels = stopLoss !== undefined || takeProfit !== undefined;
    this.#decisions.push({
      step,
      action,
      size,
      ...(hasLevels ? levels(stopLoss, takeProfit) : {}),
    });
    return decision;
  }

  failed(step: number, decision: Decision, failure: string): Decision {
    this.#errors += 1;
    this.#decisions.push({ step, action: decision.action, size: decision.size, failure });
    return decision;
  }

  /** The bar is done; the account stands as it does at its end. */
  processed(step: number, timestamp: JsonValue | undefined, close: number): void {
    this.#steps.push(step);
    this.#timestamps.push(typeof timestamp === 'string' ? timestamp : null);
    this.#closes.push(close);
    this.#positions.push(this.account.position);
  }

  scored(metrics: EpisodeMetrics, score: number): EpisodeResult {
    return { ...this.#facts(), metrics, score };
  }

  raised(raised: Raised): EpisodeResult {
    return { ...this.#facts(), metrics: null, score: null, raised };
  }

  #facts(): Omit<EpisodeResult, 'metrics' | 'score' | 'raised'> {
    const { equity, fills, payments, trades, feeTotal, fundingTotal, realizedPnl } = this.account;
    return {
      plan: this.#plan,
      timeframe: this.timeframe,
      steps: this.#steps,
      timestamps: this.#timestamps,
      closes: this.#closes,
      positions: this.#positions,
      equity,
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
