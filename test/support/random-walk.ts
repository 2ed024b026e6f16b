import type { Decision } from '../../src/domain/market/decision.ts';
import type { EpisodePlan } from '../../src/domain/market/episode-plan.ts';
import type {
  DecisionRecord,
  EpisodeResult,
  Fill,
} from '../../src/domain/market/episode-result.ts';
import { createPrng } from '../../src/domain/prng/prng.ts';

const OPENING = 10_000;
const FEE = 0.0004;
const DECISION_INTERVAL = 10;
const BAR_MS = 300_000;
const START = Date.parse('2024-03-01T00:00:00Z');

interface Account {
  cash: number;
  position: number;
  readonly fills: Fill[];
  readonly decisions: DecisionRecord[];
}

/**
 * An episode with everything a report shows: a random walk, an agent that reverses at random, one
 * unusable answer, a stop, a liquidation, funding, a final close. Its books add up; nothing else
 * of an engine is in it.
 */
export function walkEpisode(plan: EpisodePlan, bars: number): EpisodeResult {
  const prng = createPrng(plan.seed, 'walk');
  const closes: number[] = [];
  const positions: number[] = [];
  const equity = [OPENING];
  const account: Account = { cash: OPENING, position: 0, fills: [], decisions: [] };
  for (let step = 0; step < bars; step += 1) {
    const close = (closes.at(-1) ?? 62_000) * (1 + (prng.unit() - 0.49) * 0.006);
    closes.push(close);
    if (step % DECISION_INTERVAL === 0) decide(account, step, close, prng.unit());
    else if (step === 25)
      trade(account, { step, close, quantity: -account.position, reason: 'stop_loss' });
    else if (step === 43)
      trade(account, { step, close, quantity: -account.position, reason: 'liquidation' });
    positions.push(account.position);
    equity.push(account.cash + account.position * close);
  }
  const last = closes.at(-1) ?? 0;
  if (account.position !== 0) {
    trade(account, { step: bars - 1, close: last, quantity: -account.position, reason: 'final' });
    equity.push(account.cash);
  }
  return describe(plan, { closes, positions, equity, account });
}

/** Buys, sells or fails to answer. */
function decide(account: Account, step: number, close: number, draw: number): void {
  const action: Decision['action'] = step === 20 ? 'HOLD' : draw < 0.5 ? 'BUY' : 'SELL';
  account.decisions.push({
    step,
    action,
    size: step === 20 ? 0 : 0.15,
    ...(step === 20
      ? { failure: 'no JSON object in <b>the answer</b>' }
      : { stopLoss: close * 0.98 }),
  });
  if (action === 'HOLD') return;
  trade(account, { step, close, quantity: action === 'BUY' ? 0.15 : -0.15, reason: 'order' });
}

function trade(
  account: Account,
  { close, ...fill }: Pick<Fill, 'step' | 'quantity' | 'reason'> & { readonly close: number },
): void {
  if (fill.quantity === 0) return;
  const price = close * (1 + Math.sign(fill.quantity) * 0.0005);
  const fee = Math.abs(fill.quantity) * price * FEE;
  account.cash -= fill.quantity * price + fee;
  account.position += fill.quantity;
  account.fills.push({ ...fill, price, referencePrice: close, fee });
}

interface Walk {
  readonly closes: readonly number[];
  readonly positions: readonly number[];
  readonly equity: readonly number[];
  readonly account: Account;
}

function describe(plan: EpisodePlan, { account, ...walk }: Walk): EpisodeResult {
  const { fills, decisions } = account;
  const end = walk.equity.at(-1) ?? OPENING;
  const fees = fills.reduce((sum, { fee }) => sum + fee, 0);
  return {
    plan,
    timeframe: '5m',
    steps: [...walk.closes.keys()],
    timestamps: walk.closes.map((_, step) => new Date(START + step * BAR_MS).toISOString()),
    ...walk,
    fills,
    decisions,
    funding: [{ step: 12, rate: 0.0001, amount: -1.25 }],
    trades: fills.slice(1).map(({ price, quantity, reason }) => ({
      entryPrice: price,
      exitPrice: price,
      size: Math.abs(quantity),
      pnl: 0,
      reason,
    })),
    decisionErrors: decisions.filter(({ failure }) => failure !== undefined).length,
    totals: { fees, funding: -1.25, realizedPnl: end - OPENING },
    metrics: { totalReturn: end / OPENING - 1, maxDrawdown: 0.034, winRate: 0.5, sharpe: -0.42 },
    score: plan.profile === 'corrected' ? null : 48.75,
  };
}
