/** Shorter words are part of too many others to mean one of them. */
const PART_LENGTH_MIN = 4;

/**
 * The candidate a user most likely meant, or undefined when none is close: at most one edit in
 * three letters, two in short words; else one that holds the whole name (`model`, `llm_model`).
 */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const distanceMax = Math.max(2, Math.floor(name.length / 3));
  let nearest: string | undefined;
  let nearestDistance = distanceMax + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    // A word is no misspelling of one that shares none of its letters.
    if (distance < nearestDistance && distance < Math.max(name.length, candidate.length)) {
      nearest = candidate;
      nearestDistance = distance;
    }
  }
  const whole = candidates.find((candidate) => candidate.includes(name));
  return nearest ?? (name.length >= PART_LENGTH_MIN ? whole : undefined);
}

/** ` (did you mean "x"?)`, or nothing. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const nearest = nearestName(name, candidates);
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}

/** Optimal string alignment: insert, delete, replace and swap of neighbours cost one each. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + cost,
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? a.length;
}
