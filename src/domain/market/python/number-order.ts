/** Python's `max(a, b)`: the first of equals, and of what cannot be compared. */
// biome-ignore lint/complexity/useMathMinMax: Math.max makes every NaN a NaN.
export const pythonMax = (a: number, b: number): number => (b > a ? b : a);

/** Python's `min(a, b)`, likewise. */
// biome-ignore lint/complexity/useMathMinMax: Math.min makes every NaN a NaN.
export const pythonMin = (a: number, b: number): number => (b < a ? b : a);

/** `max(0.0, min(100.0, value))`, which makes a NaN a hundred. */
export const clampScore = (value: number): number => pythonMax(0, pythonMin(100, value));

/** `round(value)` of a double: ties go to the even integer. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
