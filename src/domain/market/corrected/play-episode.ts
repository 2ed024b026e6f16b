import type { CryptoSource } from '../crypto-source.ts';
import type { Episode } from '../episode.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import type { EpisodeResult } from '../episode-result.ts';
import type { Scenario } from '../scenario.ts';
import type { Bar } from './bar.ts';
import { decide } from './decide.ts';
import { type EpisodeMarket, episodeMarket } from './episode-market.ts';
import { type Ledger, markEquity, openLedger } from './ledger.ts';
import { episodeMetrics } from './metrics.ts';
import type { Order } from './order.ts';
import { decisionPayload } from './payload.ts';
import { roundTrips } from './round-trips.ts';
import { closePosition, settleBar } from './settle-bar.ts';
import { shownStates } from './shown-states.ts';

/**
 * Plays a plan: every `decisionInterval` bars a decision at the close, filled at the next open. None
 * is asked for on the last bar, where nothing could fill it, nor of an account that has nothing left.
 * @throws DatasetIntegrityError when a bar cannot be traded.
 */
export function* playCorrectedEpisode(
  scenario: Scenario,
  source: CryptoSource,
  plan: EpisodePlan,
): Episode {
  const { settings } = source;
  const market = episodeMarket(scenario, source, plan);
  const states = shownStates(market);
  const ledger = openLedger(settings.initialBalance);
  const last = market.bars.length - 1;
  let order: Order | undefined;
  for (const [step, bar] of market.bars.entries()) {
    settleBar(ledger, order, step, market, settings);
    order = undefined;
    const { account } = ledger;
    const isRuined = account.position === 0 && account.cash <= 0;
    if (step === last || step % settings.decisionInterval !== 0 || isRuined) continue;
    const state = states[step] as (typeof states)[number];
    const call = ledger.decisions.length;
    const input = yield {
      step,
      call,
      startsConversation: call === 0,
      payload: () => decisionPayload({ step, state, account, market, settings }),
    };
    const decided = decide(input, { step, close: bar.close, account, mask: market.mask });
    ledger.decisions.push(decided.record);
    order = decided.order;
  }
  return finish(ledger, market, source, plan);
}

function finish(
  ledger: Ledger,
  market: EpisodeMarket,
  { settings }: CryptoSource,
  plan: EpisodePlan,
): EpisodeResult {
  const { bars, minutesPerBar } = market;
  const step = bars.length - 1;
  const { close } = bars[step] as Bar;
  if (ledger.account.position !== 0) {
    closePosition(ledger, { step, price: close, reason: 'final' }, market, settings);
    markEquity(ledger, close);
  }
  const { fills, funding, decisions, positions, equity } = ledger;
  const trips = roundTrips(fills, funding);
  return {
    ...{ plan, timeframe: `${minutesPerBar}m` },
    steps: bars.map((_, index) => index),
    timestamps: bars.map(({ timestamp }) => timestamp),
    closes: bars.map((bar) => bar.close),
    ...{ positions, equity, fills, funding, decisions },
    trades: trips.map(({ netPnl: _, ...trade }) => trade),
    decisionErrors: decisions.filter(({ failure }) => failure !== undefined).length,
    totals: {
      fees: fills.reduce((sum, { fee }) => sum + fee, 0),
      funding: funding.reduce((sum, { amount }) => sum + amount, 0),
      realizedPnl: trips.reduce((sum, { pnl }) => sum + pnl, 0),
    },
    metrics: episodeMetrics(equity, ledger.drawdown, trips, minutesPerBar),
    score: null,
  };
}
