import type { CryptoSource } from '../crypto-source.ts';
import type { Action } from '../decision.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import type { Scenario } from '../scenario.ts';
import { bestDirections, type Direction } from './best-directions.ts';
import { episodeMarket } from './episode-market.ts';
import { shownNumber } from './mask.ts';
import { playCorrectedEpisode } from './play-episode.ts';
import type { ShownState } from './shown-states.ts';

/** Largest notional as a share of equity, where the leverage limit allows it. */
const EXPOSURE_MAX = 3;

interface Payload {
  readonly state: ShownState & {
    readonly account: {
      readonly equity: number;
      readonly positions: readonly { readonly size: number }[];
    };
  };
}

/**
 * What an agent that knows the future replies to each payload of the episode, by `foresightKey`.
 * Proves the ceiling: whoever sends these replies is asked exactly these payloads.
 */
export function foresightDecisions(
  scenario: Scenario,
  source: CryptoSource,
  plan: EpisodePlan,
): ReadonlyMap<string, string> {
  const directions = bestDirections(episodeMarket(scenario, source, plan), source.settings);
  const exposure = Math.min(EXPOSURE_MAX, source.settings.maxLeverage);
  const replies = new Map<string, string>();
  const episode = playCorrectedEpisode(scenario, source, plan);
  let turn = episode.next(undefined as never);
  while (!turn.done) {
    const payload = turn.value.payload();
    const text = replyTo(JSON.parse(payload), directions[turn.value.call] ?? 0, exposure);
    replies.set(foresightKey(payload), text);
    turn = episode.next({ kind: 'reply', text });
  }
  return replies;
}

/** Shown time and close of a payload: one bar of one episode. */
export function foresightKey(payload: string): string {
  const { state } = JSON.parse(payload) as Payload;
  return `${state.timestamp} ${state.ohlcv.close}`;
}

function replyTo({ state }: Payload, direction: Direction, exposure: number): string {
  const held = state.account.positions[0]?.size ?? 0;
  if (Math.sign(held) === direction) return write('HOLD');
  if (direction === 0) return write('CLOSE');
  const target = (direction * exposure * state.account.equity) / state.ohlcv.close;
  return write(direction > 0 ? 'BUY' : 'SELL', shownNumber(Math.abs(target - held)));
}

const write = (action: Action, size?: number): string => JSON.stringify({ action, size });
