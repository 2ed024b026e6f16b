import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { CryptoSource } from '../../src/domain/market/crypto-source.ts';
import type { EpisodePlan, Mode } from '../../src/domain/market/episode-plan.ts';
import type { MarketState, Scenario } from '../../src/domain/market/scenario.ts';
import { tradingSettings } from './crypto-sources.ts';

/** [open, high, low, close, volume], null where the bar has no such key. */
export type RecordedBar = readonly (number | string | null)[];
type RecordedFill = readonly [
  step: number,
  reason: string,
  referencePrice: number,
  price: number,
  quantity: number,
  fee: number,
  cashAfter: number,
  positionAfter: number,
];
type Numbers = readonly number[];

export interface RecordedMetrics {
  readonly total_return: number;
  readonly max_drawdown: number;
  readonly sharpe: number;
  readonly win_rate: number;
}
interface RecordedDecision {
  readonly action: string;
  readonly size: number;
  readonly stop_loss: number | null;
  readonly take_profit: number | null;
}
export interface RecordedEpisode {
  readonly mode: string;
  readonly seed: number;
  readonly timeframe: string | null;
  readonly bars_used: number;
  readonly bars?: string;
  readonly steps?: Numbers;
  readonly agent_calls: number;
  readonly responses: Numbers;
  readonly new_conversation_calls?: Numbers;
  readonly equity_curve: Numbers;
  readonly cash: Numbers;
  readonly position: Numbers;
  readonly fills: readonly RecordedFill[];
  /** Step, rate, price, intervals, position, cash after. */
  readonly funding: readonly Numbers[];
  readonly trades: readonly (readonly [number, number, number, number, string])[];
  readonly totals: {
    readonly fees: number;
    readonly funding_cashflow: number;
    readonly realized_pnl: number;
  };
  readonly metrics: RecordedMetrics;
  readonly score: number;
  readonly trade_count: number;
  readonly decision_errors: number;
  readonly payloads?: Readonly<Record<string, unknown>>;
}
type RecordedReply =
  | { readonly text: string; readonly parsed: RecordedDecision }
  | { readonly raise: string };
export interface RecordedCase {
  readonly id: string;
  readonly scenario: string;
  readonly timeframe: string | null;
  readonly seed: number;
  readonly evaluation: Readonly<Record<string, unknown>>;
  readonly max_steps?: number;
  readonly stride?: number;
  readonly response_table: readonly RecordedReply[];
  readonly episodes: readonly RecordedEpisode[];
  readonly result: {
    readonly final_score: number;
    readonly grade: string;
    readonly random_seed: number;
    readonly scores: Readonly<Record<Mode, number>>;
    readonly meta_average: number;
    readonly meta_dispersion: number;
    readonly events: readonly { readonly index: number; readonly type: string }[];
    readonly buyhold: { readonly score: number; readonly metrics: RecordedMetrics };
  };
}
type Ohlcv = Readonly<Record<string, number | string>>;
type Operation = { readonly after: readonly (number | null)[]; readonly price: number } & (
  | { readonly op: 'decide'; readonly decision: Partial<RecordedDecision> }
  | { readonly op: 'equity'; readonly ret: number }
  | { readonly op: 'stops'; readonly high: number; readonly low: number; readonly ret: boolean }
  | {
      readonly op: 'funding';
      readonly timestamp: string | null;
      readonly funding_rate: number;
      readonly timeframe: string | null;
      readonly step_index: number;
    }
);

interface Vectors {
  readonly scenarios: Readonly<Record<string, readonly MarketState[]>>;
  readonly bar_sets: Readonly<Record<string, readonly RecordedBar[]>>;
  readonly cases: readonly RecordedCase[];
  readonly units: {
    readonly parse_decision: readonly { readonly text: string; readonly out: RecordedDecision }[];
    readonly score_metrics: readonly {
      readonly metrics: RecordedMetrics;
      readonly evaluation: Readonly<Record<string, unknown>>;
      readonly score: number;
      readonly grade: string;
    }[];
    readonly compute_metrics: readonly {
      readonly equity_curve: Numbers;
      readonly trade_pnls: Numbers;
      readonly timeframe: string | null;
      readonly metrics: RecordedMetrics;
    }[];
    readonly simulator: readonly {
      readonly name: string | null;
      readonly evaluation: Readonly<Record<string, unknown>>;
      readonly seed: number;
      readonly ops: readonly Operation[];
      readonly equity_curve: Numbers;
      readonly trades: RecordedEpisode['trades'];
    }[];
    readonly transforms: readonly {
      readonly bars: readonly Ohlcv[];
      readonly noise: {
        readonly level: number;
        readonly seed: number;
        readonly bars: readonly Ohlcv[];
      };
      readonly adversarial: {
        readonly rate: number;
        readonly seed: number;
        readonly bars: readonly Ohlcv[];
        readonly events: readonly { readonly index: number; readonly type: string }[];
      };
      readonly scale_1_1: readonly Ohlcv[];
      readonly invert_returns: readonly Ohlcv[];
    }[];
    readonly timestamps: readonly {
      readonly text: string | null;
      readonly epoch_seconds: number | null;
    }[];
    readonly stable_seed: readonly { readonly parts: readonly string[]; readonly seed: number }[];
    readonly purple: readonly {
      readonly state: MarketState;
      readonly llm: unknown;
      readonly response: string;
    }[];
    readonly round2: readonly (readonly [number, number])[];
    readonly statistics: readonly {
      readonly values: Numbers;
      readonly mean: number;
      readonly pstdev: number;
    }[];
  };
}

/** Recorded from the original on CPython 3.11. */
export const cryptoVectors: Vectors = JSON.parse(
  gunzipSync(
    readFileSync(new URL('../fixtures/market/crypto-parity.json.gz', import.meta.url)),
  ).toString(),
);

export const scenarioOf = ({ scenario, timeframe }: RecordedCase): Scenario => ({
  timeframe,
  states: cryptoVectors.scenarios[scenario] ?? [],
});

export const sourceOf = (recorded: RecordedCase): CryptoSource => ({
  kind: 'crypto',
  scenarioId: recorded.scenario,
  scenario: { key: 'scenario', sha256: '' },
  timeframe: recorded.timeframe,
  maxSteps: recorded.max_steps ?? null,
  stride: recorded.stride ?? 1,
  settings: tradingSettings({ seed: recorded.seed, ...recorded.evaluation }),
});

/** The recorded bars of an episode as a scenario that needs no transform, and what to play on it. */
export function recordedPlay(recorded: RecordedCase, episode: RecordedEpisode, plan: EpisodePlan) {
  const source = sourceOf(recorded);
  const kept = scenarioOf(recorded)
    .states.filter((_, position) => position % source.stride === 0)
    .slice(0, episode.bars_used);
  const bars = cryptoVectors.bar_sets[episode.bars ?? ''];
  const states = kept.map((state, step) => withPrices(state, bars?.[step]));
  return {
    scenario: { timeframe: episode.timeframe, states },
    source: { ...source, timeframe: episode.timeframe, stride: 1, maxSteps: null },
    plan: { ...plan, mode: 'meta' as const, transform: 'identity' },
  };
}

const KEYS = ['open', 'high', 'low', 'close', 'volume'];

export const priceRow = (state: MarketState): RecordedBar => {
  const ohlcv = state.ohlcv as Readonly<Record<string, number | string>>;
  return KEYS.map((key) => ohlcv[key] ?? null);
};

function withPrices(state: MarketState, bar: RecordedBar | undefined): MarketState {
  if (bar === undefined) return state;
  const prices = KEYS.map((key, index) => [key, bar[index] ?? null] as const).filter(
    ([, value]) => value !== null,
  );
  const rest = Object.entries(state.ohlcv as object).filter(([key]) => !KEYS.includes(key));
  return { ...state, ohlcv: Object.fromEntries([...prices, ...rest]) };
}
