const ITERATIONS_MAX = 200;

/**
 * The root of a function that changes sign once between the bounds, by bisection to the last bit.
 * @throws RangeError when it does not change sign.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  const signAtLow = Math.sign(f(low));
  if (signAtLow * Math.sign(f(high)) > 0) {
    throw new RangeError(`no sign change between ${low} and ${high}`);
  }
  let [left, right] = [low, high];
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration += 1) {
    const middle = (left + right) / 2;
    if (middle === left || middle === right) break;
    if (Math.sign(f(middle)) === signAtLow) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}
