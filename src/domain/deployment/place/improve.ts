import { finishMinute, type HostState, type Work } from './work.ts';

interface Share {
  readonly state: HostState;
  readonly works: readonly Work[];
}

/** More rounds than any search of some hundred configs has needed. */
const ROUNDS_MAX = 1_000;
const TOLERANCE_MINUTES = 1e-9;

/** Takes the best move or swap of configs, again and again, until none shortens the campaign. */
export function improve(shares: readonly Share[]): readonly Share[] {
  let best = shares;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const better = bestNeighbour(best);
    if (better === undefined) return best;
    best = better;
  }
  return best;
}

function bestNeighbour(shares: readonly Share[]): readonly Share[] | undefined {
  let best: { readonly shares: readonly Share[]; readonly cost: Cost } | undefined;
  const least = () => best?.cost ?? costOf(shares);
  for (const changed of neighbours(shares)) {
    const cost = costOf(changed);
    if (isLess(cost, least())) best = { shares: changed, cost };
  }
  return best?.shares;
}

/** The end of the campaign first; then the sum of squares, which evens out the other hosts. */
type Cost = readonly [endMinute: number, squares: number];

function costOf(shares: readonly Share[]): Cost {
  const ends = shares.map(({ state, works }) =>
    works.length === 0 ? 0 : finishMinute(state, works),
  );
  return [Math.max(0, ...ends), ends.reduce((sum, end) => sum + end * end, 0)];
}

const isLess = ([end, squares]: Cost, [otherEnd, otherSquares]: Cost): boolean =>
  end < otherEnd - TOLERANCE_MINUTES ||
  (end < otherEnd + TOLERANCE_MINUTES && squares < otherSquares - TOLERANCE_MINUTES);

/** Every way to give one config, or all of a deployment, to another host, or to swap two. */
function* neighbours(shares: readonly Share[]): Generator<readonly Share[]> {
  for (const [from, giver] of shares.entries()) {
    for (const [to, taker] of shares.entries()) {
      if (from === to) continue;
      for (const given of portions(giver.works)) {
        yield exchanged(shares, { from, to, given, taken: [] });
        if (from > to) continue;
        for (const taken of portions(taker.works)) {
          yield exchanged(shares, { from, to, given, taken });
        }
      }
    }
  }
}

/** Each config alone, and all of each deployment. */
function portions(works: readonly Work[]): readonly (readonly Work[])[] {
  const groups = [...Map.groupBy(works, ({ deploymentId }) => deploymentId).values()];
  return [...works.map((work) => [work]), ...groups.filter(({ length }) => length > 1)];
}

interface Exchange {
  readonly from: number;
  readonly to: number;
  readonly given: readonly Work[];
  readonly taken: readonly Work[];
}

const exchanged = (
  shares: readonly Share[],
  { from, to, given, taken }: Exchange,
): readonly Share[] =>
  shares.map((share, index) => {
    if (index === from) return { ...share, works: without(share.works, given).concat(taken) };
    return index === to ? { ...share, works: without(share.works, taken).concat(given) } : share;
  });

const without = (works: readonly Work[], gone: readonly Work[]): readonly Work[] =>
  works.filter((work) => !gone.includes(work));
