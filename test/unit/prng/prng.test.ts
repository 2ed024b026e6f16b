import { expect, test } from 'vitest';
import { createPrng } from '../../../src/domain/prng/prng.ts';

const units = (count: number, ...name: Parameters<typeof createPrng>): readonly number[] => {
  const random = createPrng(...name);
  return Array.from({ length: count }, () => random.unit());
};

test('equal names give equal streams, and the first numbers never change', () => {
  expect(units(3, 42, 'pinned', 1)).toEqual(units(3, 42, 'pinned', 1));
  expect(units(3, 42, 'pinned', 1)).toEqual([
    0.7894812375644359, 0.5253235249843378, 0.8619888360909875,
  ]);
});

test('streams differ by seed, by label and by the kind of label', () => {
  const first = [
    units(1, 1),
    units(1, 2),
    units(1, 1, 'a'),
    units(1, 1, 'a', 1),
    units(1, 1, 'a', '1'),
  ];
  expect(new Set(first.flat()).size).toBe(first.length);
});

test('labels cannot run together: ["ab"] is not ["a", "b"]', () => {
  expect(units(1, 1, 'ab')).not.toEqual(units(1, 1, 'a', 'b'));
});

test('unit numbers are uniform over [0, 1)', () => {
  const bins = Array.from({ length: 20 }, () => 0);
  for (const unit of units(20_000, 7, 'uniform')) {
    expect(unit >= 0 && unit < 1).toBe(true);
    const bin = Math.floor(unit * 20);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const chiSquare = bins.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
  // 99.9 % quantile with 19 degrees of freedom.
  expect(chiSquare).toBeLessThan(43.8);
});

test('integers reach both ends, evenly', () => {
  const random = createPrng(11, 'dice');
  const counts = new Map<number, number>();
  for (let roll = 0; roll < 6_000; roll += 1) {
    const face = random.int(1, 6);
    counts.set(face, (counts.get(face) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(120);
});

test('ranges may be negative, of one number, or 2^32 wide, but not empty', () => {
  const random = createPrng(1);
  expect(random.int(-3, -3)).toBe(-3);
  expect(random.int(0, 2 ** 32 - 1)).toBeLessThan(2 ** 32);
  expect(() => random.int(2, 1)).toThrow(RangeError);
  expect(() => random.int(0, 2 ** 32)).toThrow(RangeError);
  expect(() => random.int(0.5, 2)).toThrow(RangeError);
});

test('nothing can be picked from nothing, and no stream has a fractional seed', () => {
  expect(() => createPrng(1).pick([])).toThrow(RangeError);
  expect(() => createPrng(Number.NaN)).toThrow(RangeError);
});
