import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { readHosts } from '../src/adapters/artifacts/host-records.ts';
import { AUTO_HOST, type ConfigInput } from '../src/contracts/suite-input.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import {
  hostsInOrder,
  type KnownHost,
  withHosts,
} from '../src/domain/deployment/place/known-host.ts';
import { type PlaceableConfig, placeSuite } from '../src/domain/deployment/place/place-suite.ts';
import { ConfigurationError, DatasetIntegrityError } from '../src/domain/errors.ts';
import { drawnTasks } from './drawn-tasks.ts';
import { estimatePlaces } from './estimate-places.ts';
import { findPlaces, openHosts, type Places } from './find-places.ts';
import type { ConfigPorts, ResolvedConfig } from './resolve-config-run.ts';

export interface SuitePorts extends ConfigPorts {
  /** Where hosts and speeds are recorded. */
  readonly store: ArtifactStore;
  /** Hosts to plan with, though no worker has told of them. */
  readonly assumedHosts?: readonly KnownHost[];
}

interface RunName {
  readonly suite: string;
  readonly runKey: string;
}

/** A config with its host, or why it cannot run. */
export type ConfigResolution =
  | { readonly configId: string; readonly refusal: ConfigurationError | DatasetIntegrityError }
  | {
      readonly configId: string;
      readonly refusal?: never;
      readonly resolved: ResolvedConfig;
      /** Undefined unless it was asked for, or needed to place a config. */
      readonly estimated?: EstimatedConfig;
    };

export interface EstimatedConfig {
  readonly tasks: readonly Task[];
  readonly placeable: PlaceableConfig;
  /** Of its host; undefined before a worker has told of it. */
  readonly known: KnownHost | undefined;
}

/**
 * The configs of a suite with nothing left to look up, and those with `host: auto` placed over the
 * hosts there are. Stores and starts nothing.
 * @param isEstimated whether configs are estimated also where nothing has to be placed
 */
export async function resolveConfigs(
  ports: SuitePorts,
  configs: readonly ConfigInput[],
  name: RunName,
  isEstimated = false,
): Promise<readonly ConfigResolution[]> {
  const hosts = withHosts(await readHosts(ports.store), ports.assumedHosts ?? []);
  const found = await Promise.all(
    configs.map((config) => orRefusal(config, () => findPlaces(ports, config, hosts, name))),
  );
  if (!isEstimated && configs.every(({ host }) => host !== AUTO_HOST))
    return found.map(withoutEstimate);
  const estimated = await Promise.all(
    found.map((each) =>
      'refusal' in each ? each : orRefusal(each.config, () => estimate(ports, each)),
    ),
  );
  const placeable = estimated.flatMap((each) => ('refusal' in each ? [] : [each.placeable]));
  const placements = placeSuite(placeable, hostsInOrder(openHosts(hosts)));
  return estimated.map((each): ConfigResolution => {
    if ('refusal' in each) return each;
    const { places, tasks, placeable: own } = each;
    const placement = placements.get(own.configId);
    const host = placement?.host ?? places.config.host;
    const place = places.found.find((one) => one.host === host) ?? places.found[0];
    const run = { ...place.resolved.run, host, ...(placement && { placement }) };
    const known = hosts.find((one) => one.host === host);
    return {
      configId: own.configId,
      resolved: { ...place.resolved, run },
      estimated: { tasks, placeable: own, known },
    };
  });
}

interface Estimated {
  readonly places: Places;
  readonly tasks: readonly Task[];
  readonly placeable: PlaceableConfig;
}

async function estimate({ store }: SuitePorts, places: Places): Promise<Estimated> {
  // Hosts differ in what serves the model, not in the questions.
  const tasks = await drawnTasks(places.found[0].resolved);
  return { places, tasks, placeable: await estimatePlaces(store, places, tasks) };
}

const withoutEstimate = (each: Places | Refusal): ConfigResolution =>
  'refusal' in each ? each : { configId: each.config.id, resolved: each.found[0].resolved };

type Refusal = Extract<ConfigResolution, { refusal: Error }>;

async function orRefusal<T>({ id }: ConfigInput, action: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await action();
  } catch (error) {
    const isRefusal = error instanceof ConfigurationError || error instanceof DatasetIntegrityError;
    if (!isRefusal) throw error;
    return { configId: id, refusal: error };
  }
}
