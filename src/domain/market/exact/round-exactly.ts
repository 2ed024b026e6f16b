const PRECISION = 53;
const EXPONENT_MIN = -1074;
/** Bits of a quotient that leave room for correct rounding. */
const QUOTIENT_BITS = 64;

/** The double nearest to `numerator / denominator · 2^exponent`, for a positive denominator. */
export function roundQuotient(numerator: bigint, denominator: bigint, exponent: number): number {
  if (numerator < 0n) return -roundQuotient(-numerator, denominator, exponent);
  const shift = Math.max(0, QUOTIENT_BITS + bitLength(denominator) - bitLength(numerator));
  const dividend = numerator << BigInt(shift);
  const quotient = dividend / denominator;
  const inexact = quotient * denominator !== dividend;
  return roundScaled(sticky(quotient, inexact), exponent - shift);
}

/** The double nearest to `√radicand / divisor · 2^exponent`, for a divisor above 0. */
export function roundRoot(radicand: bigint, divisor: bigint, exponent: number): number {
  const bits = QUOTIENT_BITS + bitLength(divisor) - (bitLength(radicand) >> 1);
  const shift = Math.max(0, bits);
  const scaled = radicand << BigInt(2 * shift);
  const root = integerRoot(scaled);
  const quotient = root / divisor;
  const inexact = root * root !== scaled || quotient * divisor !== root;
  return roundScaled(sticky(quotient, inexact), exponent - shift);
}

/** The double nearest to `value · 2^exponent`, ties to even; subnormals and overflow as in IEEE 754. */
function roundScaled(value: bigint, exponent: number): number {
  if (value < 0n) return -roundScaled(-value, exponent);
  const shift = Math.max(bitLength(value) - PRECISION, EXPONENT_MIN - exponent);
  if (shift <= 0) return Number(value) * 2 ** exponent;
  const kept = value >> BigInt(shift);
  const rest = value - (kept << BigInt(shift));
  const half = 1n << BigInt(shift - 1);
  const roundsUp = rest > half || (rest === half && (kept & 1n) === 1n);
  return Number(roundsUp ? kept + 1n : kept) * 2 ** (exponent + shift);
}

/** A further bit that says whether something was cut off, so that no false tie is rounded. */
const sticky = (value: bigint, inexact: boolean): bigint => (inexact ? value | 1n : value);

/** The largest integer whose square is not above the value: Newton's method from above. */
function integerRoot(value: bigint): bigint {
  if (value === 0n) return 0n;
  let root = 1n << BigInt((bitLength(value) + 1) >> 1);
  for (;;) {
    const better = (root + value / root) >> 1n;
    if (better >= root) return root;
    root = better;
  }
}

function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  return 4 * (hex.length - 1) + 32 - Math.clz32(Number.parseInt(hex.charAt(0), 16));
}
