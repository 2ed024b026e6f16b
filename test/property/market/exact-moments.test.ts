import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExactMoments } from '../../../src/domain/market/exact/exact-moments.ts';
import { meanAndDeviation } from '../../../src/domain/market/exact/mean-and-deviation.ts';

const RUNS = { seed: 20_261_128, numRuns: 2_000 };
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
const anySample = fc.array(anyNumber, { minLength: 1, maxLength: 40 });

/** The value as a whole number of 2^-1074. */
const units = (value: number): bigint => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const exponent = bits >> 52n;
  const mantissa = bits & ((1n << 52n) - 1n);
  const size = exponent === 0n ? mantissa : (mantissa | (1n << 52n)) << (exponent - 1n);
  return value < 0 ? -size : size;
};
const next = (value: number, direction: 1 | -1): number => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(value < 0 ? -direction : direction));
  return value === 0 ? direction * 5e-324 : view.getFloat64(0);
};
const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

test('the mean is a double that no neighbour beats', () => {
  fc.assert(
    fc.property(anySample, (values) => {
      const mean = meanAndDeviation(values)?.mean ?? Number.NaN;
      const count = BigInt(values.length);
      const sum = values.reduce((total, value) => total + units(value), 0n);
      const distance = (candidate: number) => absolute(units(candidate) * count - sum);
      for (const direction of [1, -1] as const) {
        const neighbour = next(mean, direction);
        if (Number.isFinite(neighbour)) {
          expect(distance(mean) <= distance(neighbour)).toBe(true);
        }
      }
    }),
    RUNS,
  );
});

test('the deviation lies between the roots halfway to its neighbours', () => {
  fc.assert(
    fc.property(anySample, (values) => {
      const deviation = meanAndDeviation(values)?.deviation ?? Number.NaN;
      const count = BigInt(values.length);
      const sum = values.reduce((total, value) => total + units(value), 0n);
      const squares = values.reduce((total, value) => total + units(value) ** 2n, 0n);
      // All four sides in units of (2^-1074 / count)^2 / 4.
      const variance = 4n * (count * squares - sum * sum);
      const halfway = (neighbour: number) => (units(deviation) + units(neighbour)) * count;
      if (deviation > 0) expect(halfway(next(deviation, -1)) ** 2n <= variance).toBe(true);
      const above = next(deviation, 1);
      if (Number.isFinite(above)) expect(halfway(above) ** 2n >= variance).toBe(true);
    }),
    RUNS,
  );
});

test('the order of the values does not matter, nor do values of zero to the sum', () => {
  fc.assert(
    fc.property(anySample, (values) => {
      expect(meanAndDeviation(values.toReversed())).toEqual(meanAndDeviation(values));
      const padded = meanAndDeviation([...values, ...values.map(() => 0)]);
      const doubled = meanAndDeviation(values.flatMap((value) => [value, 0]));
      expect(doubled).toEqual(padded);
    }),
    RUNS,
  );
});

test('long samples are carried without loss', () => {
  const moments = new ExactMoments();
  const [large, small] = [2 ** 53 - 1, 2 ** -40];
  for (let round = 0; round < 50_000; round += 1) {
    moments.add(large);
    moments.add(-large);
    moments.add(small);
  }
  expect(moments.mean()).toBe(small / 3);
  expect(moments.count).toBe(150_000);
});

test('values that are not finite have no moments', () => {
  expect(meanAndDeviation([1, Number.NaN])).toBeUndefined();
  expect(meanAndDeviation([Number.POSITIVE_INFINITY])).toBeUndefined();
});
