import { NONE } from '../format.ts';

/** How figures of markets read. What compatible episodes compute may not be finite: shown as words. */
type Figure = number | null | undefined;

const MONEY = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const PRICE = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 8 });
/** Larger numbers are powers of ten, not thirty digits. */
const PLAIN_MAX = 1e15;

const write = (value: Figure, format: (finite: number) => string): string => {
  if (value === null || value === undefined) return NONE;
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) < PLAIN_MAX ? format(value) : value.toExponential(3);
};

/** A fraction as percent: `-1.23 %`. */
export const formatFraction = (fraction: Figure): string =>
  write(fraction, (value) => `${unsignedZero((100 * value).toFixed(2))} %`);

/** A difference of fractions: in points: `+1.23`. */
export const formatExcess = (fraction: Figure): string =>
  write(fraction, (value) => `${value > 0 ? '+' : ''}${unsignedZero((100 * value).toFixed(2))}`);

/** Quote currency: `-1,234.50`. */
export const formatMoney = (amount: Figure): string =>
  write(amount, (value) => unsignedZero(MONEY.format(value)));

/** A price or a size, which may be very small: `0.00001234`. */
export const formatQuantity = (quantity: Figure): string =>
  write(quantity, (value) => unsignedZero(PRICE.format(value)));

export const formatRatio = (ratio: Figure): string =>
  write(ratio, (value) => unsignedZero(value.toFixed(2)));

const unsignedZero = (text: string): string => (/[1-9]/.test(text) ? text : text.replace('-', ''));
