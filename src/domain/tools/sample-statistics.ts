/** Standard deviations below this are rounding noise of equal values, relative to their size. */
const FLAT_WITHIN = 1e-12;

export const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

/** Sum of products of deviations from the means. */
function coDeviation(xs: readonly number[], ys: readonly number[]): number {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  return xs.reduce((total, x, index) => total + (x - meanX) * ((ys[index] ?? meanY) - meanY), 0);
}

/** Divides by n - 1; NaN for fewer than two values. */
export const sampleStdDev = (values: readonly number[]): number =>
  Math.sqrt(coDeviation(values, values) / (values.length - 1));

/** Whether the values are equal but for rounding, so that dividing by their spread means nothing. */
export function isFlat(values: readonly number[]): boolean {
  const size = Math.max(...values.map(Math.abs));
  return !(sampleStdDev(values) > FLAT_WITHIN * size);
}

export interface SampleSummary {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Divides by n - 1; null for one value. */
  readonly sampleStdDev: number | null;
  /** Divides by n. */
  readonly populationStdDev: number;
}

/** @param values at least one */
export function summarizeSample(values: readonly number[]): SampleSummary {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const around = [
    sorted[Math.floor(middle)] ?? Number.NaN,
    sorted[Math.ceil(middle)] ?? Number.NaN,
  ];
  return {
    count: values.length,
    sum: values.reduce((total, value) => total + value, 0),
    mean: mean(values),
    median: mean(around),
    min: Math.min(...values),
    max: Math.max(...values),
    sampleStdDev: values.length > 1 ? sampleStdDev(values) : null,
    populationStdDev: Math.sqrt(coDeviation(values, values) / values.length),
  };
}

export interface LinearFit {
  readonly slope: number;
  readonly intercept: number;
  /** Pearson's; null when y does not vary. */
  readonly correlation: number | null;
  readonly rSquared: number | null;
  readonly sampleCovariance: number;
}

/**
 * Least squares of y on x, pairwise.
 * @throws RangeError when the lists differ in length, are shorter than 2, or x does not vary.
 */
export function fitLine(xs: readonly number[], ys: readonly number[]): LinearFit {
  if (xs.length !== ys.length || xs.length < 2) {
    throw new RangeError(
      `x holds ${xs.length} and y ${ys.length} values: give two lists of equal length, at least 2`,
    );
  }
  if (isFlat(xs)) throw new RangeError('x does not vary: no line can be fitted');
  const [xx, xy, yy] = [coDeviation(xs, xs), coDeviation(xs, ys), coDeviation(ys, ys)];
  const slope = xy / xx;
  const correlation = isFlat(ys) ? null : xy / Math.sqrt(xx * yy);
  return {
    slope,
    intercept: mean(ys) - slope * mean(xs),
    correlation,
    rSquared: correlation === null ? null : correlation ** 2,
    sampleCovariance: xy / (xs.length - 1),
  };
}
