import { ACTIONS, type Action, type Decision } from '../decision.ts';
import { type JsonObject, lastJsonObject } from '../json-objects.ts';
import type { JsonValue } from '../scenario.ts';

/** A decision to carry out, or why there is none. */
export type ReadDecision =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Reads a reply: its last complete JSON object must hold an action, a positive size for BUY and
 * SELL, and levels that are numbers where there are any. Words are never guessed at.
 */
export function parseDecision(text: string): ReadDecision {
  const object = lastJsonObject(text);
  if (object === undefined) return failed('the reply holds no complete JSON object');
  const action = readAction(object.action);
  if (action === undefined) {
    return failed(`action is ${write(object.action)}, not one of ${ACTIONS.join(', ')}`);
  }
  if (action === 'HOLD' || action === 'CLOSE') return checkDecision(withLevels(object, action, 0));
  const size = object.size;
  if (typeof size !== 'number') return failed(`size is ${write(size)}, not a number`);
  for (const key of ['stop_loss', 'take_profit']) {
    const level = object[key];
    if (level !== undefined && level !== null && typeof level !== 'number') {
      return failed(`${key} is ${write(level)}, not a number`);
    }
  }
  return checkDecision(withLevels(object, action, size));
}

/** Also for decisions of agents in this process. */
export function checkDecision(decision: Decision): ReadDecision {
  const { action, size } = decision;
  const trades = action === 'BUY' || action === 'SELL';
  if (trades && !(size > 0 && Number.isFinite(size))) {
    return failed(`size is ${size}: ${action} needs a positive number`);
  }
  return { kind: 'decision', decision: trades ? decision : { ...decision, size: 0 } };
}

const failed = (reason: string): ReadDecision => ({ kind: 'failed', reason });

function readAction(value: JsonValue | undefined): Action | undefined {
  const name = typeof value === 'string' ? value.trim().toUpperCase() : undefined;
  return ACTIONS.find((action) => action === name);
}

function withLevels(object: JsonObject, action: Action, size: number): Decision {
  const { stop_loss: stopLoss, take_profit: takeProfit } = object;
  return {
    action,
    size,
    ...(typeof stopLoss === 'number' && { stopLoss }),
    ...(typeof takeProfit === 'number' && { takeProfit }),
  };
}

const WRITTEN_MAX = 40;
const write = (value: JsonValue | undefined): string =>
  (JSON.stringify(value) ?? 'missing').slice(0, WRITTEN_MAX);
