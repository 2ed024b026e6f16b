import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseHost } from '../../../src/domain/deployment/place/choose-host.ts';
import {
  hostsInOrder,
  type KnownHost,
  whyNot,
} from '../../../src/domain/deployment/place/known-host.ts';
import {
  type PlaceableConfig,
  placeSuite,
} from '../../../src/domain/deployment/place/place-suite.ts';
import { suiteSchedule } from '../../../src/domain/deployment/place/suite-schedule.ts';
import { aHost } from '../../support/known-hosts.ts';

const RUNS = { seed: 20261128, numRuns: 150 };
const NAMES = ['a', 'b', 'c'];
const GPU_SETS = [null, '1xh100-80', '2xh100-80', '4xa100-80'];

const anyHosts: fc.Arbitrary<readonly KnownHost[]> = fc
  .tuple(...NAMES.map(() => fc.constantFrom(...GPU_SETS)))
  .map((sets) => sets.map((gpus, index) => aHost(NAMES[index] ?? '', gpus)));

const anyConfig = fc.record({
  isAuto: fc.boolean(),
  isServed: fc.boolean(),
  model: fc.nat(2),
  on: fc.subarray(NAMES, { minLength: 1 }),
  minutes: fc.tuple(...NAMES.map(() => fc.integer({ min: 1, max: 300 }))),
});

/** A config that names its host can run on that one only. */
const anySuite: fc.Arbitrary<readonly PlaceableConfig[]> = fc
  .array(anyConfig, { maxLength: 7 })
  .map((drafts) =>
    drafts.map(({ isAuto, isServed, model, on, minutes }, index) => {
      const hosts = isAuto ? on : on.slice(0, 1);
      const runMinutes = (host: string) => minutes[NAMES.indexOf(host)] ?? 1;
      return {
        ...{ configId: `config-${index}`, isAuto, isServed, problems: [] },
        estimates: Object.fromEntries(
          hosts.map((host) => [
            host,
            {
              ...{ startMinutes: 20 * model, runMinutes: runMinutes(host) },
              ...{ basis: 'planned' as const, speed: '' },
            },
          ]),
        ),
        deploymentIds: Object.fromEntries(hosts.map((host) => [host, `model-${model}`])),
      };
    }),
  );

const HOSTS = NAMES.map((name) => aHost(name));

test('exactly the configs that left their host open are placed, each on a host that can run it', () => {
  fc.assert(
    fc.property(anySuite, (suite) => {
      const placements = placeSuite(suite, HOSTS);
      const open = suite.filter(({ isAuto }) => isAuto);
      expect([...placements.keys()]).toEqual(open.map(({ configId }) => configId));
      for (const { configId, estimates } of open) {
        const placement = placements.get(configId);
        expect(estimates).toHaveProperty(placement?.host ?? 'nowhere');
        expect(placement?.reason).toContain(`on ${placement?.host}`);
      }
      expect(placeSuite(suite, HOSTS)).toEqual(placements);
    }),
    RUNS,
  );
});

test('no schedule of a suite is shorter than its lower bound', () => {
  fc.assert(
    fc.property(anySuite, (suite) => {
      const placements = placeSuite(suite, HOSTS);
      const scheduled = suite.map((placeable) => {
        const { configId, isServed, estimates } = placeable;
        const host = placements.get(configId)?.host ?? Object.keys(estimates)[0] ?? '';
        return { placeable, host, lane: isServed ? `host:${host}` : `config:${configId}` };
      });
      const { lanes, makespanMinutes, lowerBoundMinutes } = suiteSchedule(scheduled);
      expect(lowerBoundMinutes).toBeLessThanOrEqual(makespanMinutes + 1e-6);
      expect(lanes.flatMap(({ configs }) => configs).sort()).toEqual(
        suite.map(({ configId }) => configId).sort(),
      );
    }),
    RUNS,
  );
});

test('a host is chosen exactly when one that is not left out has what is needed, whatever their order', () => {
  const anyNeeds = fc.record({
    gpus: fc
      .subarray(['1xh100-80', '2xh100-80', '4xa100-80'], { maxLength: 2 })
      .map((sets) => sets.map((set) => ({ key: 'deployment', set }))),
    command: fc.constant(false),
    remoteCode: fc.constant([]),
  });
  fc.assert(
    fc.property(anyHosts, anyNeeds, fc.subarray(NAMES), (hosts, needs, without) => {
      const choice = chooseHost({ needs }, hosts, without);
      const able = hosts.filter(
        (host) => !without.includes(host.host) && whyNot(needs, host) === undefined,
      );
      expect(choice.kind).toBe(able.length === 0 ? 'nowhere' : 'placed');
      if (choice.kind === 'placed') expect(able.map(({ host }) => host)).toContain(choice.host);
      const reversed = chooseHost({ needs }, hosts.toReversed(), without);
      expect('host' in reversed && reversed.host).toEqual('host' in choice && choice.host);
    }),
    RUNS,
  );
});

test('hosts in order are all of them, those without GPUs first', () => {
  fc.assert(
    fc.property(anyHosts, (hosts) => {
      const ordered = hostsInOrder(hosts.toReversed());
      expect(ordered).toHaveLength(hosts.length);
      const firstGpu = ordered.findIndex(({ gpus }) => gpus !== null);
      if (firstGpu >= 0) {
        expect(ordered.slice(firstGpu).every(({ gpus }) => gpus !== null)).toBe(true);
      }
    }),
    RUNS,
  );
});
