import { CONFIDENCE, type Confidence, type Interval, NORMAL_QUANTILES } from './interval.ts';

/**
 * Wilson's score interval for a proportion (E. B. Wilson, JASA 1927), in [0, 1]. It stays honest
 * at the edges: 18 of 18 is [0.824, 1]. Without trials nothing is known, so [0, 1].
 *
 * `successes` need not be whole: for the mean of values within [0, 1] the interval is too wide
 * rather than too narrow, because right-or-wrong values vary most.
 * @throws RangeError unless 0 <= successes <= n.
 */
export function wilsonInterval(
  successes: number,
  n: number,
  confidence: Confidence = CONFIDENCE,
): Interval {
  if (!(successes >= 0 && successes <= n)) {
    throw new RangeError(`${successes} successes in ${n} trials: give 0 <= successes <= n`);
  }
  if (n === 0) return { low: 0, high: 1 };
  const z2 = NORMAL_QUANTILES[confidence] ** 2;
  const centre = (successes + z2 / 2) / (n + z2);
  const failures = n - successes;
  const halfWidth = Math.sqrt(z2 * ((successes * failures) / n + z2 / 4)) / (n + z2);
  // At the edges centre and half width are equal on paper only.
  return {
    low: successes === 0 ? 0 : centre - halfWidth,
    high: failures === 0 ? 1 : centre + halfWidth,
  };
}
