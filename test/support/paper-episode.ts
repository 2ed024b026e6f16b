import type { DecisionInput, DecisionRequest, Episode } from '../../src/domain/market/episode.ts';
import type { EpisodePlan } from '../../src/domain/market/episode-plan.ts';
import type { EpisodeResult } from '../../src/domain/market/episode-result.ts';

export interface PaperBar {
  readonly close: number;
  readonly timestamp?: string;
  readonly step?: number;
  readonly indicators?: Readonly<Record<string, number>>;
}

const BALANCE = 10_000;

/** The message an agent gets on a bar, for an account that holds `size` coins bought at `entry`. */
export function payloadOf(
  bar: PaperBar,
  { cash = BALANCE, size = 0, entry = 0 }: { cash?: number; size?: number; entry?: number } = {},
): string {
  const { close, timestamp = null, step, indicators = {} } = bar;
  const positions =
    size === 0
      ? []
      : [{ symbol: 'BTCUSDT', size, entry_price: entry, stop_loss: null, take_profit: null }];
  const state = {
    ...{ timestamp, symbol: 'BTCUSDT', indicators, market_metrics: { funding_rate: 0 } },
    ohlcv: { open: close, high: close, low: close, close, volume: 1 },
    account: { balance: cash, equity: cash + size * close, positions },
  };
  return JSON.stringify({
    type: 'trading_decision',
    state,
    ...(step !== undefined && { episode: { step } }),
  });
}

const PLAN: EpisodePlan = { id: 'paper', profile: 'corrected', mode: 'baseline', seed: 0 };

/** What an episode was told, in order. */
export interface PaperRecord {
  readonly inputs: DecisionInput[];
}

/** An episode without fees, stops or leverage limits: what is decided is filled at the close. */
export function* paperEpisode(
  bars: readonly PaperBar[],
  record: PaperRecord = { inputs: [] },
): Episode {
  let [cash, size, entry] = [BALANCE, 0, 0];
  for (const [step, bar] of bars.entries()) {
    const account = { cash, size, entry };
    const request: DecisionRequest = {
      ...{ step, call: step, startsConversation: step === 0 },
      payload: () => payloadOf(bar, account),
    };
    const input: DecisionInput = yield request;
    record.inputs.push(input);
    const quantity = quantityOf(input, size);
    if (size === 0) entry = bar.close;
    [cash, size] = [cash - quantity * bar.close, size + quantity];
  }
  return resultOf(cash + size * (bars.at(-1)?.close ?? 0));
}

function quantityOf(input: DecisionInput, held: number): number {
  if (input.kind !== 'decision') return 0;
  const { action, size } = input.decision;
  if (action === 'CLOSE') return -held;
  if (action === 'HOLD') return 0;
  return action === 'BUY' ? size : -size;
}

const resultOf = (equity: number): EpisodeResult => ({
  plan: PLAN,
  timeframe: null,
  ...{ steps: [], timestamps: [], closes: [], positions: [], equity: [BALANCE, equity] },
  ...{ fills: [], funding: [], trades: [], decisions: [], decisionErrors: 0 },
  totals: { fees: 0, funding: 0, realizedPnl: equity - BALANCE },
  metrics: null,
  score: null,
});
