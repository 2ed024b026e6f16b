import type { EstimatedConfig } from '../../../activities/resolve-configs.ts';
import type { RunEstimate, SpeedBasis } from '../../domain/deployment/place/estimate-run.ts';
import { formatMinutes, totalMinutes } from '../../domain/deployment/place/place-suite.ts';
import type { ConfigRun } from '../../domain/suite/config-run.ts';
import { LOCAL_HOST } from '../../temporal/names.ts';

/** Where a config runs, why there, and for how long. */
export interface PlacementView {
  readonly host: string;
  readonly reason: string;
  /** Of bringing its server up, unless the config before it has the same. */
  readonly startMinutes: number;
  /** Of its calls. */
  readonly runMinutes: number;
  readonly basis: SpeedBasis;
  readonly speed: string;
  /** Of a judge with a server of its own, after the calls. */
  readonly grading?: RunEstimate['grading'];
  /** By host, of all that could run it, start and calls. */
  readonly hosts: Readonly<Record<string, number>>;
}

export function placementView(
  { host, placement }: ConfigRun,
  { placeable, known }: EstimatedConfig,
): PlacementView {
  const { [host]: own } = placeable.estimates;
  if (own === undefined) throw new Error(`"${host}" has no estimate`);
  return {
    host,
    reason: placement?.reason ?? namedReason(host, placeable.isServed, known),
    ...own,
    hosts: Object.fromEntries(
      Object.entries(placeable.estimates).map(([name, estimate]) => [name, totalMinutes(estimate)]),
    ),
  };
}

function namedReason(host: string, isServed: boolean, known: EstimatedConfig['known']): string {
  const named = host === LOCAL_HOST ? 'local, as where no host is named' : 'the host it names';
  if (known === undefined) return `${named}; no worker has told of this host yet`;
  if (!isServed) return named;
  return known.gpus === null
    ? `${named}; its worker was started without --gpus`
    : `${named}; it has ${known.gpus}`;
}

/** Why it runs where it does, and how long that takes. */
export function placementRows(view: PlacementView): readonly (readonly [string, string])[] {
  const { reason, startMinutes, runMinutes, speed, grading } = view;
  const start = startMinutes === 0 ? '' : `${formatMinutes(startMinutes)} to start, `;
  return [
    ['why', reason],
    ['time', `${start}${formatMinutes(runMinutes)} of calls: ${speed}`],
    ...(grading === undefined
      ? []
      : [
          [
            'grading',
            `${formatMinutes(grading.startMinutes)} to start, ${formatMinutes(grading.runMinutes)} of calls: ${grading.speed}`,
          ] as const,
        ]),
  ];
}
