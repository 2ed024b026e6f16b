import { ACTIONS, type Action, type Decision } from './decision.ts';
import { type JsonObject, lastJsonObject as lastObject } from './json-objects.ts';

/** The reply of an agent that has decided: JSON with the keys of the original. Levels unset are null. */
export const writeDecision = (
  { action, size, stopLoss = null, takeProfit = null }: OpenDecision,
  reasoning = '',
): string =>
  JSON.stringify({ action, size, stop_loss: stopLoss, take_profit: takeProfit, reasoning });

/** Decisions are short, and what comes before them may be long thoughts full of braces. */
const TAIL_CHARS = 10_000;

/** A decision with its levels as they are written. */
type OpenDecision = Pick<Decision, 'action' | 'size'> & {
  readonly stopLoss?: number | null;
  readonly takeProfit?: number | null;
};

/**
 * The decision in what a model has written, as a reply in the form above: the last JSON object of
 * the text, if it names an action and, for an order, a size. Levels that are no price above 0 are
 * taken as unset: models write 0 for none. Undefined when there is no decision in it.
 */
export function normaliseDecision(text: string): string | undefined {
  const written = lastJsonObject(text);
  const action = actionOf(written?.action);
  if (written === undefined || action === undefined) return undefined;
  const isOrder = action === 'BUY' || action === 'SELL';
  const size = numberOf(written.size) ?? (isOrder ? undefined : 0);
  if (size === undefined) return undefined;
  const { reasoning } = written;
  return writeDecision(
    {
      ...{ action, size },
      stopLoss: priceOf(written.stop_loss),
      takeProfit: priceOf(written.take_profit),
    },
    typeof reasoning === 'string' ? reasoning : '',
  );
}

/** The last object of the text that is JSON and stands inside no other; undefined without one. */
export const lastJsonObject = (text: string): JsonObject | undefined =>
  lastObject(text.slice(-TAIL_CHARS), Number.POSITIVE_INFINITY);

function actionOf(value: unknown): Action | undefined {
  const name = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return ACTIONS.find((action) => action === name);
}

function numberOf(value: unknown): number | undefined {
  const isWritten = typeof value === 'string' && value.trim() !== '';
  const number = typeof value === 'number' || isWritten ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function priceOf(value: unknown): number | null {
  const price = numberOf(value) ?? 0;
  return price > 0 ? price : null;
}
