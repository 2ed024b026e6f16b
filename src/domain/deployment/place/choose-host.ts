import { type HostNeeds, type KnownHost, whyNot } from './known-host.ts';

export interface HostQuestion {
  readonly needs: HostNeeds;
  /** Of start and calls, by host; hosts that are not in it come after those that are. */
  readonly minutes?: Readonly<Record<string, number>>;
}

/** Where a config runs. */
export interface HostChoice {
  readonly host: string;
  /** For people, one line. */
  readonly reason: string;
  /** Of start and calls; null where nothing is known of the speed. */
  readonly estimatedMinutes: number | null;
}

export type ChosenHost =
  | (HostChoice & { readonly kind: 'placed' })
  /** `reason` goes through all hosts. */
  | { readonly kind: 'nowhere'; readonly reason: string };

/**
 * The host on which one config is done first, of those that can run it; the first by name of
 * equals. Hosts of `without` are left out, as if they were not there.
 */
export function chooseHost(
  { needs, minutes = {} }: HostQuestion,
  hosts: readonly KnownHost[],
  without: readonly string[] = [],
): ChosenHost {
  const open = hosts.filter(({ host }) => !without.includes(host));
  const judged = open.map((known) => ({ known, problem: whyNot(needs, known) }));
  const [best, ...others] = judged
    .filter(({ problem }) => problem === undefined)
    .map(({ known }) => ({ host: known.host, gpus: known.gpus, end: minutes[known.host] }))
    .sort((a, b) => (a.end ?? Infinity) - (b.end ?? Infinity) || (a.host < b.host ? -1 : 1));
  const problems = judged.flatMap(({ known: { host }, problem }) =>
    problem === undefined ? [] : [`${host} ${problem}`],
  );
  const left = without.map((host) => `${host} is left out`);
  if (best === undefined) {
    return { kind: 'nowhere', reason: nowhere([...problems, ...left]) };
  }
  const rivals = others.map(({ host, end }) => `${host}${inMinutes(end)}`);
  return {
    kind: 'placed',
    host: best.host,
    estimatedMinutes: best.end ?? null,
    reason: [
      `${best.host}${inMinutes(best.end)}: ${others.length === 0 ? 'the only host that can run it' : `before ${rivals.join(', ')}`}`,
      ...problems,
      ...left,
    ].join('; '),
  };
}

const nowhere = (considered: readonly string[]): string =>
  considered.length === 0
    ? 'no worker has told of a host: start "durabench worker --host NAME --gpus GPUS" on one'
    : `no host can run it: ${considered.join('; ')}`;

const inMinutes = (end: number | undefined): string =>
  end === undefined ? '' : ` (${Math.ceil(end)} min)`;
