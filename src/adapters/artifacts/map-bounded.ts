/** Files read at once. */
const READS_MAX = 32;

/** The results in the order of the items, of which some are worked on at once. */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += READS_MAX) {
    results.push(...(await Promise.all(items.slice(start, start + READS_MAX).map(read))));
  }
  return results;
}
