import type { Sample } from './bootstrap.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { quantile } from './quantile.ts';
import { isFlat, type Unit, unitsMean } from './units.ts';
import { wilsonInterval } from './wilson.ts';

/** One section of a composite. */
export interface Stratum {
  readonly weight: number;
  readonly sample: Sample;
}

/**
 * 95 % interval of a mean of scores within [0, 100]: Wilson's for right-or-wrong scores and where
 * no spread is visible, else the percentile interval of the (cluster) bootstrap.
 * Undefined without units.
 */
export const meanInterval = (sample: Sample): Interval | undefined =>
  compositeInterval([{ weight: 1, sample }]);

/**
 * 95 % interval of a weighted sum of section means, weights summing to 1: a bootstrap stratified by
 * section. A section whose units all agree would be resampled without any error, as if 3 right
 * answers of 3 were certain; its Wilson interval is added in squares instead (MOVER: Zou & Donner,
 * Statistics in Medicine 2008). Undefined without strata, or when one has no units.
 */
export function compositeInterval(strata: readonly Stratum[]): Interval | undefined {
  const [first] = strata;
  if (first === undefined || strata.some(({ sample }) => sample.units.length === 0)) {
    return undefined;
  }
  if (strata.length === 1 && isProportion(first.sample.units)) {
    return wilsonPercent(first.sample.units);
  }
  const flat = strata.filter(({ sample }) => isFlat(sample.units));
  const varied = strata.filter(({ sample }) => !isFlat(sample.units));
  const parts = [variedDistance(varied), ...flat.map(flatDistance)];
  const point = weightedMean(strata);
  return {
    low: Math.max(0, point - Math.hypot(...parts.map(({ low }) => low))),
    high: Math.min(100, point + Math.hypot(...parts.map(({ high }) => high))),
  };
}

/** How far the ends of a part's interval lie from its point estimate. */
function variedDistance(strata: readonly Stratum[]): Interval {
  const [first, ...others] = strata;
  if (first === undefined) return { low: 0, high: 0 };
  const replicates = first.sample.replicates
    .map((mean, replicate) =>
      others.reduce(
        (total, { weight, sample }) =>
          total + weight * (sample.replicates[replicate] ?? Number.NaN),
        first.weight * mean,
      ),
    )
    .sort();
  const point = weightedMean(strata);
  const tail = (1 - CONFIDENCE) / 2;
  return {
    low: Math.max(0, point - (quantile(replicates, tail) ?? point)),
    high: Math.max(0, (quantile(replicates, 1 - tail) ?? point) - point),
  };
}

function flatDistance({ weight, sample }: Stratum): Interval {
  const mean = unitsMean(sample.units);
  const { low, high } = wilsonPercent(sample.units);
  return { low: weight * (mean - low), high: weight * (high - mean) };
}

function wilsonPercent(units: readonly Unit[]): Interval {
  const rate = Math.min(1, unitsMean(units) / 100);
  const { low, high } = wilsonInterval(rate * units.length, units.length);
  return { low: 100 * low, high: 100 * high };
}

const weightedMean = (strata: readonly Stratum[]): number =>
  strata.reduce((total, { weight, sample }) => total + weight * unitsMean(sample.units), 0);

const isProportion = (units: readonly Unit[]): boolean =>
  units.every(({ sum, count }) => count === 1 && (sum === 0 || sum === 100));
