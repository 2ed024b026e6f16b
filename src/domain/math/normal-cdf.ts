const SERIES_LIMIT = 5;

/**
 * Standard normal distribution function, absolute error below 1e-14.
 * Within five deviations Marsaglia's series, 1/2 + n(x) (x + x^3/3 + x^5/15 + …); beyond, the
 * continued fraction of Mills' ratio. (G. Marsaglia, Evaluating the Normal Distribution, 2004.)
 */
export function normalCdf(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(x) > SERIES_LIMIT) {
    const tail = density / millsDenominator(Math.abs(x));
    return x > 0 ? 1 - tail : tail;
  }
  let [sum, term] = [x, x];
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + density * sum;
}

/** x + 1/(x + 2/(x + 3/(x + …))) for x > 0. */
function millsDenominator(x: number): number {
  let denominator = x;
  for (let level = 60; level >= 1; level -= 1) denominator = x + level / denominator;
  return denominator;
}
