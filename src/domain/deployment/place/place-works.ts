import { ConfigurationError } from '../../errors.ts';
import { improve } from './improve.ts';
import { finishMinute, type HostState, type Work } from './work.ts';

interface HostShare extends HostState {
  /** In the order they run. */
  readonly works: readonly Work[];
  readonly finishMinute: number;
}

export interface Placement {
  readonly hosts: readonly HostShare[];
  readonly makespanMinutes: number;
}

/**
 * Which host runs what, and when all are done: longest config first onto the host that would be done
 * with it first (R. L. Graham's list scheduling), then moved and swapped while that helps. A start
 * of a server counts, so equal deployments come together.
 * @throws ConfigurationError when no host can serve a config
 */
export function placeWorks(works: readonly Work[], states: readonly HostState[]): Placement {
  const shares = states.map((state) => ({ state, works: [] as Work[] }));
  for (const work of longestFirst(works)) {
    const best = shares
      .filter(({ state }) => canServe(state, work))
      .map((share) => ({ share, finish: finishMinute(share.state, [...share.works, work]) }))
      .reduce<{ share: (typeof shares)[number]; finish: number } | undefined>(
        (first, next) => (first === undefined || next.finish < first.finish ? next : first),
        undefined,
      );
    if (best === undefined) throw unplaceable(work, states);
    best.share.works.push(work);
  }
  const hosts = improve(shares).map(({ state, works: own }) => ({
    ...state,
    works: runningOrder(state, own),
    finishMinute: finishMinute(state, own),
  }));
  const busy = hosts.filter((share) => share.works.length > 0);
  return { hosts, makespanMinutes: Math.max(0, ...busy.map((share) => share.finishMinute)) };
}

const canServe = ({ host }: HostState, { minutes }: Work): boolean => minutes[host] !== undefined;

/** The least time that a config takes anywhere, start and calls. */
export const shortestMinutes = ({ minutes, startMinutes }: Work): number =>
  Math.min(...Object.entries(minutes).map(([host, own]) => own + (startMinutes[host] ?? 0)));

const longestFirst = (works: readonly Work[]): readonly Work[] =>
  works.toSorted((a, b) => shortestMinutes(b) - shortestMinutes(a) || (a.id < b.id ? -1 : 1));

/** Equal deployments follow each other; the one that runs already comes first. */
function runningOrder({ deploymentId: running }: HostState, works: readonly Work[]): Work[] {
  const groups = Map.groupBy(works, ({ deploymentId }) => deploymentId);
  const first = running === undefined ? [] : (groups.get(running) ?? []);
  const rest = [...groups].filter(([id]) => id !== running).flatMap(([, group]) => group);
  return [...first, ...rest];
}

const unplaceable = ({ id, minutes }: Work, states: readonly HostState[]): ConfigurationError =>
  new ConfigurationError(
    `no host can serve config "${id}": it fits ${Object.keys(minutes).join(', ') || 'none'}, and there are ${states.map(({ host }) => host).join(', ') || 'none'}`,
  );
