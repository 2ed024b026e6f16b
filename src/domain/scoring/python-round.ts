/** Enough decimals to write a tie out in full: only doubles below 1e-40 carry more. */
const EXACT_DECIMALS = 60;
/** Doubles from here on are whole numbers, and `toFixed` would write them with an exponent. */
const WHOLE_FROM = 1e21;

/**
 * Python's `round(value, digits)`: ties go to the even digit, and only exact binary ties are ties
 * (46.125 is one and gives 46.12; 2.675 lies below its decimal and gives 2.67).
 * @throws RangeError unless digits is an integer from 0 to 20.
 */
export function pythonRound(value: number, digits: number): number {
  if (!Number.isInteger(digits) || digits < 0 || digits > 20) {
    throw new RangeError(`cannot round to ${digits} digits: give an integer from 0 to 20`);
  }
  const magnitude = Math.abs(value);
  if (!(magnitude < WHOLE_FROM)) return value;
  const nearest = isTie(magnitude, digits)
    ? towardsEven(magnitude, digits)
    : Number(magnitude.toFixed(digits));
  return value < 0 ? -nearest : nearest;
}

function isTie(magnitude: number, digits: number): boolean {
  const decimals = magnitude.toFixed(EXACT_DECIMALS).split('.')[1] ?? '';
  return /^50*$/.test(decimals.slice(digits));
}

/** `toFixed` takes the larger neighbour of a tie; its digit is even or the smaller one's is. */
function towardsEven(magnitude: number, digits: number): number {
  const larger = magnitude.toFixed(digits);
  if (Number(larger.at(-1)) % 2 === 0) return Number(larger);
  const smaller = magnitude.toFixed(digits + 1).slice(0, -1);
  return Number(smaller);
}
