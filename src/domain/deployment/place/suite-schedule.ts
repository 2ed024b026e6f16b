import { workMinutes } from './estimate-run.ts';
import { lowerBoundMinutes } from './lower-bound.ts';
import { type PlaceableConfig, workOf } from './place-suite.ts';

/** A config with its place, in the order in which its lane runs. */
export interface ScheduledConfig {
  readonly placeable: PlaceableConfig;
  readonly host: string;
  /** Configs of one lane run one after another. */
  readonly lane: string;
}

interface LaneSchedule {
  readonly lane: string;
  readonly configs: readonly string[];
  /** From the start to the end of its last config. */
  readonly minutes: number;
}

export interface SuiteSchedule {
  readonly lanes: readonly LaneSchedule[];
  /** Of the longest lane: lanes run at the same time. */
  readonly makespanMinutes: number;
  /** No placement over the same hosts ends earlier, if the estimates hold. */
  readonly lowerBoundMinutes: number;
}

/** How long a suite takes when nothing fails and nobody else uses its hosts. */
export function suiteSchedule(configs: readonly ScheduledConfig[]): SuiteSchedule {
  const lanes = [...Map.groupBy(configs, ({ lane }) => lane)].map(([lane, own]) => ({
    lane,
    configs: own.map(({ placeable }) => placeable.configId),
    minutes: laneMinutes(own),
  }));
  const works = configs
    .filter(({ placeable }) => placeable.isServed)
    .map(({ placeable }) => workOf(placeable));
  const hosts = [...new Set(works.flatMap(({ minutes }) => Object.keys(minutes)))];
  const elsewhere = lanes
    .filter(({ configs: ids }) => !works.some(({ id }) => ids.includes(id)))
    .map(({ minutes }) => minutes);
  return {
    lanes,
    makespanMinutes: Math.max(0, ...lanes.map(({ minutes }) => minutes)),
    lowerBoundMinutes: Math.max(
      0,
      ...elsewhere,
      ...(works.length === 0 ? [] : [lowerBoundMinutes(works, hosts)]),
    ),
  };
}

/** Neighbours with the same deployment share its start. */
function laneMinutes(configs: readonly ScheduledConfig[]): number {
  let running: string | undefined;
  let minutes = 0;
  for (const { placeable, host } of configs) {
    const estimate = placeable.estimates[host];
    const id = placeable.deploymentIds[host];
    if (estimate !== undefined) {
      minutes += workMinutes(estimate) + (id === running ? 0 : estimate.startMinutes);
    }
    running = id;
  }
  return minutes;
}
