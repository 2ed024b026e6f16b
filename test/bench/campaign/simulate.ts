import { placeWorks } from '../../../src/domain/deployment/place/place-works.ts';
import type { HostState, Work } from '../../../src/domain/deployment/place/work.ts';

/** A host stops for a while; what it was running keeps what it had finished. */
export interface Outage {
  readonly host: string;
  readonly minute: number;
  readonly minutes: number;
}

interface Running {
  readonly work: Work;
  /** When its server is up. */
  readonly upMinute: number;
  readonly endMinute: number;
}

interface SimulatedHost {
  readonly host: string;
  /** It is away until then. */
  backMinute: number;
  deploymentId?: string;
  running?: Running;
}

export interface Outcome {
  readonly endMinute: number;
  /** Configs that went on elsewhere after their host had stopped. */
  readonly moved: number;
}

/**
 * Plays a campaign: the planner places what has not begun whenever a host becomes free, stops or
 * comes back. It knows nothing of outages to come, and leaves a stopped host out until it is back.
 */
export function simulate(
  works: readonly Work[],
  names: readonly string[],
  outages: readonly Outage[],
): Outcome {
  const hosts: SimulatedHost[] = names.map((host) => ({ host, backMinute: 0 }));
  const left = new Map(works.map((work) => [work.id, work]));
  const interrupted = new Map<string, string>();
  const comingOutages = outages.toSorted((a, b) => a.minute - b.minute);
  let minute = 0;
  let moved = 0;
  for (;;) {
    for (const { host, work } of nextStarts([...left.values()], hosts, minute)) {
      left.delete(work.id);
      if ((interrupted.get(work.id) ?? host.host) !== host.host) moved += 1;
      begin(host, work, minute);
    }
    const busy = hosts.flatMap(({ running }) => running?.endMinute ?? []);
    const back = hosts.flatMap(({ backMinute }) => (backMinute > minute ? [backMinute] : []));
    const outage = comingOutages[0];
    if (busy.length === 0 && left.size === 0) return { endMinute: minute, moved };
    minute = Math.min(...busy, ...(left.size > 0 ? back : []), outage?.minute ?? Infinity);
    for (const host of hosts) if (host.running?.endMinute === minute) delete host.running;
    if (outage?.minute !== minute) continue;
    comingOutages.shift();
    const stopped = hosts.find(({ host }) => host === outage.host);
    const rest = stopped && stop(stopped, outage);
    if (rest === undefined) continue;
    left.set(rest.id, rest);
    interrupted.set(rest.id, outage.host);
  }
}

/** First config of every free host's share. */
function nextStarts(left: readonly Work[], hosts: readonly SimulatedHost[], minute: number) {
  const there = hosts.filter(({ backMinute }) => backMinute <= minute);
  const states: HostState[] = there.map(({ host, deploymentId, running }) => ({
    host,
    readyMinute: running?.endMinute ?? minute,
    ...(deploymentId !== undefined && { deploymentId }),
  }));
  const servable = left.filter((work) => states.some(({ host }) => host in work.minutes));
  const { hosts: shares } = placeWorks(servable, states);
  return there.flatMap((host) => {
    const work = shares.find((share) => share.host === host.host)?.works[0];
    return host.running === undefined && work !== undefined ? [{ host, work }] : [];
  });
}

function begin(host: SimulatedHost, work: Work, minute: number): void {
  const isUp = host.deploymentId === work.deploymentId;
  const upMinute = minute + (isUp ? 0 : (work.startMinutes[host.host] ?? Infinity));
  host.deploymentId = work.deploymentId;
  host.running = { work, upMinute, endMinute: upMinute + (work.minutes[host.host] ?? Infinity) };
}

/** What is left of the config that was interrupted. Its server is gone with the host. */
function stop(host: SimulatedHost, { minute, minutes }: Outage): Work | undefined {
  const { running } = host;
  host.backMinute = Math.max(host.backMinute, minute + minutes);
  delete host.deploymentId;
  delete host.running;
  if (running === undefined) return undefined;
  const whole = running.work.minutes[host.host] ?? Infinity;
  const done = Math.max(0, minute - running.upMinute) / whole;
  const rest = Object.entries(running.work.minutes).map(([name, all]) => [name, all * (1 - done)]);
  return { ...running.work, minutes: Object.fromEntries(rest) };
}
