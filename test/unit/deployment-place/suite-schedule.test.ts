import { expect, test } from 'vitest';
import {
  formatMinutes,
  hostsInOrder,
  type PlaceableConfig,
  placeSuite,
} from '../../../src/domain/deployment/place/place-suite.ts';
import { suiteSchedule } from '../../../src/domain/deployment/place/suite-schedule.ts';
import { aHost } from '../../support/known-hosts.ts';

/** Minutes of calls by host, each with a start of ten. */
const config = (
  configId: string,
  minutes: Readonly<Record<string, number>>,
  more: Partial<PlaceableConfig> & { deploymentId?: string } = {},
): PlaceableConfig => {
  const { deploymentId = configId, ...rest } = more;
  const of = <Value>(value: (host: string) => Value) =>
    Object.fromEntries(Object.keys(minutes).map((host) => [host, value(host)]));
  return {
    ...{ configId, isAuto: true, isServed: true, problems: [] },
    estimates: of((host) => ({
      ...{ startMinutes: 10, runMinutes: minutes[host] ?? 0, basis: 'planned', speed: '' },
    })),
    deploymentIds: of(() => deploymentId),
    ...rest,
  };
};
const lane = (placeable: PlaceableConfig, host: string, name = `host:${host}`) => ({
  ...{ placeable, host, lane: name },
});

test('lanes run at the same time, and neighbours of one deployment share its start', () => {
  const configs = [
    lane(config('a', { x: 30 }, { deploymentId: 'm' }), 'x'),
    lane(config('b', { x: 20 }, { deploymentId: 'm' }), 'x'),
    lane(config('c', { x: 5 }, { deploymentId: 'n' }), 'x'),
    lane(config('d', { y: 40 }), 'y'),
  ];
  expect(suiteSchedule(configs)).toMatchObject({
    lanes: [
      { lane: 'host:x', configs: ['a', 'b', 'c'], minutes: 75 },
      { lane: 'host:y', configs: ['d'], minutes: 50 },
    ],
    makespanMinutes: 75,
  });
});

test('a deployment that comes back after another is started again', () => {
  const configs = ['m', 'n', 'm'].map((deploymentId, index) =>
    lane(config(`c${index}`, { x: 1 }, { deploymentId }), 'x'),
  );
  expect(suiteSchedule(configs).makespanMinutes).toBe(33);
});

test('the bound is no longer than the makespan, and knows of lanes without a server', () => {
  const api = config('api', { local: 90 }, { isServed: false });
  const configs = [
    lane(config('a', { x: 30, y: 30 }), 'x'),
    lane(config('b', { x: 30, y: 30 }), 'x'),
    lane(api, 'local', 'api:https://api.invalid'),
  ];
  const { makespanMinutes, lowerBoundMinutes } = suiteSchedule(configs);
  expect(makespanMinutes).toBe(100);
  expect(lowerBoundMinutes).toBe(100);
  const withoutApi = suiteSchedule(configs.slice(0, 2));
  expect(withoutApi.makespanMinutes).toBe(80);
  expect(withoutApi.lowerBoundMinutes).toBeGreaterThan(35);
  expect(withoutApi.lowerBoundMinutes).toBeLessThanOrEqual(40.001);
  expect(suiteSchedule([])).toEqual({ lanes: [], makespanMinutes: 0, lowerBoundMinutes: 0 });
});

test('a suite is placed so that all are done early, and each reason has the figures', () => {
  const hosts = hostsInOrder([aHost('x', '1xh100-80'), aHost('y', '1xh100-80')]);
  const both = (minutes: number) => ({ x: minutes, y: minutes });
  const placements = placeSuite(
    [
      config('long', both(100)),
      config('short', both(40)),
      config('middle', both(50), { problems: ['z has no such GPUs'] }),
    ],
    hosts,
  );
  const reasons = Object.fromEntries([...placements].map(([id, { reason }]) => [id, reason]));
  expect(reasons).toEqual({
    long: '110 min on x; the only config with a server there; y would take 110 min',
    short: '50 min on y; 2 configs with servers there, done in 110 min; x would take 50 min',
    middle:
      '60 min on y; 2 configs with servers there, done in 110 min; x would take 60 min; z has no such GPUs',
  });
});

test('hosts without GPUs come first, then by name', () => {
  const hosts = [aHost('b', '1xh100-80'), aHost('z'), aHost('a', '1xh100-80'), aHost('c')];
  expect(hostsInOrder(hosts).map(({ host }) => host)).toEqual(['c', 'z', 'a', 'b']);
});

test('minutes are told as people tell them', () => {
  expect([0.4, 1.2, 119.4, 120, 185].map(formatMinutes)).toEqual([
    ...['under 1 min', '1 min', '119 min', '2 h', '3 h 5 min'],
  ]);
});
