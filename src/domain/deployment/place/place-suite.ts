import type { ConfigPlacement } from '../../suite/config-run.ts';
import { type RunEstimate, workMinutes } from './estimate-run.ts';
import type { KnownHost } from './known-host.ts';
import { placeWorks } from './place-works.ts';
import { finishMinute, type HostState, type Work } from './work.ts';

/** A config of a suite, with the hosts that could run it. */
export interface PlaceableConfig {
  readonly configId: string;
  /** Whether its host is to be chosen; the only one in `estimates` is the one it names otherwise. */
  readonly isAuto: boolean;
  /** Whether it holds its host alone, with a model server of its own. */
  readonly isServed: boolean;
  /** By host; at least one. */
  readonly estimates: Readonly<Record<string, RunEstimate>>;
  /** Of what it serves, by host: equal ones follow each other without a new start. */
  readonly deploymentIds: Readonly<Record<string, string>>;
  /** What other hosts lack, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * Places the `auto` configs of a suite, those with servers so that the last of all is done early,
 * after the configs that name their host. Equal suites and hosts give equal placements.
 * @param hosts in the order in which equals are taken
 */
export function placeSuite(
  configs: readonly PlaceableConfig[],
  hosts: readonly KnownHost[],
): ReadonlyMap<string, ConfigPlacement> {
  const auto = configs.filter(({ isAuto }) => isAuto);
  const served = auto.filter(({ isServed }) => isServed);
  const named = configs.filter((config) => !config.isAuto && config.isServed);
  const states = hosts.map(({ host }) => stateOf(host, named));
  const shares = placeWorks(served.map(workOf), states).hosts;
  const hostOf = new Map(shares.flatMap(({ host, works }) => works.map(({ id }) => [id, host])));
  return new Map(
    auto.map((config) => {
      const host = hostOf.get(config.configId) ?? firstOf(config, hosts);
      const share = shares.find((each) => each.host === host);
      const others = named.filter(({ estimates }) => host in estimates).length;
      const queue = config.isServed && share && { count: share.works.length + others, ...share };
      return [config.configId, describe(config, host, queue || undefined)];
    }),
  );
}

/** As placement sees it. */
export const workOf = ({ configId, estimates, deploymentIds }: PlaceableConfig): Work => ({
  id: configId,
  deploymentId: JSON.stringify(Object.entries(deploymentIds).sort()),
  minutes: mapValues(estimates, workMinutes),
  startMinutes: mapValues(estimates, ({ startMinutes }) => startMinutes),
});

/** A host is free when the configs that name it are done. */
function stateOf(host: string, named: readonly PlaceableConfig[]): HostState {
  const works = named.filter(({ estimates }) => host in estimates).map(workOf);
  return { host, readyMinute: finishMinute({ host, readyMinute: 0 }, works) };
}

/** Configs without a server wait for nobody. */
function firstOf({ estimates }: PlaceableConfig, hosts: readonly KnownHost[]): string {
  return hosts.find(({ host }) => host in estimates)?.host ?? Object.keys(estimates)[0] ?? '';
}

interface Queue {
  /** Configs that the host runs one after another. */
  readonly count: number;
  readonly finishMinute: number;
}

function describe(
  { estimates, problems }: PlaceableConfig,
  host: string,
  queue: Queue | undefined,
): ConfigPlacement {
  const { [host]: own, ...others } = estimates;
  const minutes = own === undefined ? 0 : totalMinutes(own);
  const choices = Object.entries(others).map(
    ([other, estimate]) => `${other} would take ${formatMinutes(totalMinutes(estimate))}`,
  );
  const done =
    queue === undefined
      ? 'it needs no server, so any host will do'
      : queue.count === 1
        ? 'the only config with a server there'
        : `${queue.count} configs with servers there, done in ${formatMinutes(queue.finishMinute)}`;
  const reason = [
    `${formatMinutes(minutes)} on ${host}`,
    done,
    ...(choices.length === 0 && problems.length === 0 ? ['the only host known'] : choices),
    ...problems,
  ].join('; ');
  return { host, reason, estimatedMinutes: Math.round(minutes * 10) / 10 };
}

export const totalMinutes = (estimate: RunEstimate): number =>
  estimate.startMinutes + workMinutes(estimate);

/** `under 1 min`, `12 min`, `3 h 5 min`. */
export function formatMinutes(minutes: number): string {
  if (minutes < 1) return 'under 1 min';
  const whole = Math.round(minutes);
  if (whole < 120) return `${whole} min`;
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Readonly<Record<string, To>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
