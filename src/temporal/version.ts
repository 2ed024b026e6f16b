/** Compares dotted versions by number, part by part; missing parts count as 0, suffixes do not count. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [a, b] = [parts(version), parts(minimum)];
  for (const index of [0, 1, 2]) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

const parts = (version: string): readonly number[] =>
  version.split('.').map((part) => Number.parseInt(part, 10) || 0);
