import { expect, test } from 'vitest';
import { cacheDir } from '../../../src/adapters/provision/cache-dir.ts';

const home = { HOME: '/home/ada' };

test.each([
  { env: { ...home, DURABENCH_CACHE_DIR: '/big', XDG_CACHE_HOME: '/xdg' }, expected: '/big' },
  { env: { ...home, XDG_CACHE_HOME: '/xdg' }, expected: '/xdg/durabench' },
  { env: { ...home, XDG_CACHE_HOME: 'relative' }, expected: '/home/ada/.cache/durabench' },
  { env: { ...home, DURABENCH_CACHE_DIR: '' }, expected: '/home/ada/.cache/durabench' },
])('with $env the cache is $expected', ({ env, expected }) => {
  expect(cacheDir(env)).toBe(expected);
});

test('a relative cache folder or no home at all is refused, naming the variable', () => {
  expect(() => cacheDir({ DURABENCH_CACHE_DIR: 'cache' })).toThrow('DURABENCH_CACHE_DIR');
  expect(() => cacheDir({})).toThrow('DURABENCH_CACHE_DIR');
});
