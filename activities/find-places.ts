import { AUTO_HOST, type ConfigInput } from '../src/contracts/suite-input.ts';
import { hostNeeds } from '../src/domain/deployment/place/host-needs.ts';
import { hasGpus, type KnownHost, whyNot } from '../src/domain/deployment/place/known-host.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { LOCAL_HOST } from '../src/temporal/names.ts';
import { hostVariants } from './host-variants.ts';
import { missingHost } from './missing-host.ts';
import { refuseKey } from './refuse-key.ts';
import { type ConfigPorts, type ResolvedConfig, resolveConfig } from './resolve-config-run.ts';

/** A host that can run a config, and the config as it would run there. */
export interface Place {
  readonly host: string;
  readonly resolved: ResolvedConfig;
}

/** All hosts that can run a config. */
export interface Places {
  readonly config: ConfigInput;
  readonly found: readonly [Place, ...Place[]];
  /** What the others lack, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * Where a config can run: on the host it names, or with `auto` on those of the known ones that have
 * what it needs.
 * @throws ConfigurationError when there is none, with what each host lacks
 */
export async function findPlaces(
  ports: ConfigPorts,
  config: ConfigInput,
  hosts: readonly KnownHost[],
  { suite, runKey }: { readonly suite: string; readonly runKey: string },
): Promise<Places> {
  const resolve = (variant: ConfigInput) => resolveConfig(ports, variant, suite, runKey);
  if (config.host === AUTO_HOST) return findAnyPlace(ports, config, hosts, resolve);
  const known = hosts.find(({ host }) => host === config.host);
  // A worker that was told of no GPUs may have them; one that was told of some has those.
  const hasTold = known !== undefined && known.gpus !== null;
  const resolved = await resolve(hasTold ? await onGpusOf(known, config, ports) : config);
  if (hasTold) refuseOtherGpus(config, resolved.run, known, hosts);
  return { config, found: [{ host: config.host, resolved }], problems: [] };
}

async function onGpusOf(host: KnownHost, config: ConfigInput, { rules }: ConfigPorts) {
  const { variants, problems } = await hostVariants(config, [host], rules);
  const [variant] = variants;
  if (variant !== undefined) return variant.config;
  throw refuseKey(config, 'host', `is "${host.host}", but ${problems.join('; ')}`);
}

async function findAnyPlace(
  { rules }: ConfigPorts,
  config: ConfigInput,
  known: readonly KnownHost[],
  resolve: (variant: ConfigInput) => Promise<ResolvedConfig>,
): Promise<Places> {
  const hosts = openHosts(known);
  const { variants, problems } = await hostVariants(config, hosts, rules);
  const lacking = [...problems];
  const found: Place[] = [];
  for (const variant of variants) {
    const resolved = await resolve(variant.config);
    const needs = hostNeeds(resolved.run);
    for (const host of variant.hosts) {
      const of = hosts.find((one) => one.host === host);
      const problem = of && whyNot(needs, of);
      if (problem === undefined) found.push({ host, resolved });
      else lacking.push(`${host} ${problem}`);
    }
  }
  const [first, ...rest] = found;
  if (first !== undefined) return { config, found: [first, ...rest], problems: lacking };
  const why =
    known.length === 0
      ? await missingHost(config, rules, resolve)
      : `no host can run it: ${lacking.join('; ')}`;
  throw refuseKey(config, 'host', `is ${AUTO_HOST}, but ${why}`);
}

/** The hosts that placement may choose from: before any worker has told of one, `local`. */
export const openHosts = (known: readonly KnownHost[]): readonly KnownHost[] =>
  known.length === 0 ? [SUPPOSED_LOCAL] : known;

/** There is always one host of this name; nothing more is known of it. */
const SUPPOSED_LOCAL: KnownHost = {
  host: LOCAL_HOST,
  gpus: null,
  concurrency: 1,
  allowCommand: false,
  trustRemoteCode: [],
  startedAt: '1970-01-01T00:00:00.000Z',
};

/** @throws ConfigurationError naming hosts that have what is missing */
function refuseOtherGpus(
  config: ConfigInput,
  run: ConfigRun,
  { host, gpus }: KnownHost,
  hosts: readonly KnownHost[],
): void {
  const missing = hostNeeds(run).gpus.find(({ set }) => !hasGpus(gpus, set));
  if (missing === undefined) return;
  const others = hosts.filter((other) => hasGpus(other.gpus, missing.set));
  const remedy =
    others.length === 0
      ? 'no host that is known has them'
      : `name ${others.map((other) => `"${other.host}"`).join(' or ')}, or "${AUTO_HOST}"`;
  throw refuseKey(
    config,
    'host',
    `is "${host}", which has ${gpus}, but ${missing.key === 'deployment' ? 'the deployment' : missing.key} needs ${missing.set}: ${remedy}`,
  );
}
