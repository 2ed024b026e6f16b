import { utf8ToBytes } from '@noble/hashes/utils.js';
import { KEPT_PREFIX } from './market-task.ts';

/**
 * Which sub-folders of a scenario folder are looked into, and in which order, as in the original:
 * those that are named, else those whose name begins with `scenario_` where there are any, else
 * all; sorted by bytes.
 */
export function chooseFolders(
  folders: readonly string[],
  named: readonly string[] | undefined,
): readonly string[] {
  const kept = folders.filter((name) => name.startsWith(KEPT_PREFIX));
  const chosen =
    named === undefined
      ? kept.length > 0
        ? kept
        : folders
      : folders.filter((name) => named.includes(name));
  return [...chosen].sort(byBytes);
}

/** UTF-16 units, by which JavaScript compares texts, have another order. */
export function byBytes(first: string, second: string): number {
  const [a, b] = [utf8ToBytes(first), utf8ToBytes(second)];
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
