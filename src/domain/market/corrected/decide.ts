import type { Decision } from '../decision.ts';
import type { DecisionInput } from '../episode.ts';
import type { DecisionRecord } from '../episode-result.ts';
import type { Account, Levels } from './account.ts';
import { checkLevels } from './check-levels.ts';
import type { Mask } from './mask.ts';
import type { Order } from './order.ts';
import { checkDecision, parseDecision, type ReadDecision } from './parse-decision.ts';

export interface Decided {
  readonly record: DecisionRecord;
  readonly order?: Order;
}

/** Where a decision is taken: at the close of a bar, in the market's own units. */
export interface DecisionPoint {
  readonly step: number;
  readonly close: number;
  readonly account: Account;
  readonly mask: Mask;
}

/** Anything that is no decision is a failed one: HOLD, with the reason. */
export function decide(input: DecisionInput, point: DecisionPoint): Decided {
  const read = readInput(input);
  if (read.kind === 'failed') {
    return { record: { step: point.step, action: 'HOLD', size: 0, failure: read.reason } };
  }
  const decision = unmask(read.decision, point.mask);
  const side = sideAfter(decision, point.account);
  // Levels are checked as the agent wrote them, against the close as it was shown.
  const { accepted, refused } = checkLevels(
    levelsOf(read.decision),
    side,
    point.close * point.mask.priceFactor,
  );
  const levels = scaleLevels(accepted, 1 / point.mask.priceFactor);
  const { action, size } = decision;
  const record = {
    ...{ step: point.step, action, size, ...levels },
    ...(refused.length > 0 && { refused: refused.join('; ') }),
  };
  if (action === 'HOLD') return { record };
  if (action === 'CLOSE') return { record, order: { kind: 'close' } };
  return { record, order: { kind: 'trade', quantity: signedSize(decision), levels, side } };
}

function readInput(input: DecisionInput): ReadDecision {
  switch (input.kind) {
    case 'reply':
      return parseDecision(input.text);
    case 'decision':
      return checkDecision(input.decision);
    case 'failed':
      return input;
  }
}

function unmask(decision: Decision, { priceFactor }: Mask): Decision {
  return { ...decision, size: decision.size * priceFactor };
}

const levelsOf = ({ stopLoss, takeProfit }: Levels): Levels => ({
  ...(stopLoss !== undefined && { stopLoss }),
  ...(takeProfit !== undefined && { takeProfit }),
});

const scaleLevels = ({ stopLoss, takeProfit }: Levels, factor: number): Levels => ({
  ...(stopLoss !== undefined && { stopLoss: stopLoss * factor }),
  ...(takeProfit !== undefined && { takeProfit: takeProfit * factor }),
});

const signedSize = ({ action, size }: Decision): number => (action === 'SELL' ? -size : size);

/** HOLD and CLOSE set no levels. */
const sideAfter = (decision: Decision, { position }: Account): number =>
  decision.size === 0 ? 0 : Math.sign(position + signedSize(decision));
