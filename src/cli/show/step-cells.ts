import type { DecisionRecord, Fill } from '../../domain/market/episode-result.ts';
import type { EpisodeStep } from '../../report/market/episode-steps.ts';
import { formatMoney, formatQuantity } from '../../report/market/market-format.ts';
import { cutText } from '../../report/storage-policy.ts';
import { oneLine } from '../printable.ts';

/** Code points of a failure; --json has the whole text. */
const FAILURE_MAX = 60;

/** What may be long comes last. */
export const STEP_HEAD = [
  'STEP',
  'TIME',
  'CLOSE',
  'POSITION',
  'EQUITY',
  'DECISION',
  'FILLS',
] as const;

/** A step as a row of the table. */
export const stepCells = (bar: EpisodeStep): readonly string[] => [
  String(bar.step),
  bar.time === null ? '-' : oneLine(bar.time),
  formatQuantity(bar.close),
  formatQuantity(bar.position),
  formatMoney(bar.equity),
  bar.decision === undefined ? '-' : decisionText(bar.decision),
  [
    ...bar.fills.map(fillText),
    ...bar.funding.map(({ amount }) => `funding ${formatMoney(amount)}`),
  ].join(', ') || '-',
];

function decisionText({ action, size, stopLoss, takeProfit, failure }: DecisionRecord): string {
  if (failure !== undefined) return `failed: ${cutText(oneLine(failure), FAILURE_MAX)}`;
  return [
    action,
    // A size means nothing to the others.
    ...(action === 'BUY' || action === 'SELL' ? [formatQuantity(size)] : []),
    ...(stopLoss === undefined ? [] : [`SL ${formatQuantity(stopLoss)}`]),
    ...(takeProfit === undefined ? [] : [`TP ${formatQuantity(takeProfit)}`]),
  ].join(' ');
}

const fillText = ({ quantity, price, reason }: Fill): string =>
  `${quantity > 0 ? '+' : ''}${formatQuantity(quantity)} at ${formatQuantity(price)} (${reason})`;
