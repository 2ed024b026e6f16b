import type { Levels } from './account.ts';

interface CheckedLevels {
  readonly accepted: Levels;
  /** Why the others are not used. */
  readonly refused: readonly string[];
}

/**
 * A stop lies on the losing side of the market, a target on the winning side. Others are left out,
 * the order stands. `side` is that of the position after the order: 1 long, -1 short, 0 none.
 */
export function checkLevels(
  { stopLoss, takeProfit }: Levels,
  side: number,
  close: number,
): CheckedLevels {
  const refused: string[] = [];
  const isValid = (name: string, level: number | undefined, direction: number): boolean => {
    if (level === undefined) return false;
    const problem = problemOf(level, side, direction, close);
    if (problem) refused.push(`${name} ${level} ${problem}`);
    return problem === undefined;
  };
  const accepted: Levels = {
    ...(isValid('stop_loss', stopLoss, -side) && { stopLoss: stopLoss as number }),
    ...(isValid('take_profit', takeProfit, side) && { takeProfit: takeProfit as number }),
  };
  return { accepted, refused };
}

function problemOf(
  level: number,
  side: number,
  direction: number,
  close: number,
): string | undefined {
  if (side === 0) return 'has no position to guard: levels go with a BUY or SELL that leaves one';
  if (!(level > 0 && Number.isFinite(level))) return 'is no price';
  if (direction > 0) return level > close ? undefined : `is not above the close ${close}`;
  return level < close ? undefined : `is not below the close ${close}`;
}
