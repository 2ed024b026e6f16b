export interface Observation {
  /** 0 to 100. */
  readonly percent: number;
  /** Observations of one cluster share a source and are not independent. */
  readonly cluster?: string | undefined;
}

/** What is independent of the rest: one observation, or all observations of one cluster. */
export interface Unit {
  readonly sum: number;
  readonly count: number;
}

export function toUnits(observations: readonly Observation[]): readonly Unit[] {
  const groups = Map.groupBy(observations, (observation) => observation.cluster ?? observation);
  return [...groups.values()].map((group) => ({
    sum: group.reduce((total, { percent }) => total + percent, 0),
    count: group.length,
  }));
}

/** Rounding noise of means of equal numbers stays below this many points. */
const FLAT_WITHIN = 1e-9;

/** Mean over observations, not over units. NaN without any. */
export function unitsMean(units: readonly Unit[]): number {
  const total = units.reduce((sum, unit) => sum + unit.sum, 0);
  return total / units.reduce((count, unit) => count + unit.count, 0);
}

/**
 * Cluster-robust standard error of the mean with the factor G/(G-1) (Miller 2024,
 * arXiv 2411.00640, section 2.2); with units of one it is the usual s/sqrt(n).
 * Undefined for fewer than two units.
 */
export function standardError(units: readonly Unit[]): number | undefined {
  if (units.length < 2) return undefined;
  const mean = unitsMean(units);
  const squares = units.reduce((sum, unit) => sum + (unit.sum - unit.count * mean) ** 2, 0);
  const observations = units.reduce((count, unit) => count + unit.count, 0);
  return Math.sqrt((units.length / (units.length - 1)) * squares) / observations;
}

/** All units agree, as one unit does with itself: the data show no spread. */
export function isFlat(units: readonly Unit[]): boolean {
  const mean = unitsMean(units);
  return units.every(({ sum, count }) => Math.abs(sum / count - mean) < FLAT_WITHIN);
}
