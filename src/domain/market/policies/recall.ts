import type { TradingState } from '../trading-state.ts';

/** The latest `count` bars shown in the episode that `state` belongs to, oldest first. */
export function recall(
  state: TradingState,
  seen: readonly TradingState[],
  count: number,
): readonly TradingState[] {
  const recent: TradingState[] = [];
  let later = state;
  for (const shown of seen.slice(-count).toReversed()) {
    if (!isLater(later, shown)) break;
    recent.unshift(shown);
    later = shown;
  }
  return recent;
}

/** False where a new episode has begun between the two; bars without step and time do not tell. */
export function isLater(state: TradingState, than: TradingState): boolean {
  if (state.step !== null && than.step !== null) return state.step > than.step;
  if (state.timestamp !== null && than.timestamp !== null) return state.timestamp > than.timestamp;
  return true;
}
