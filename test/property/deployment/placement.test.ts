import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lowerBoundMinutes } from '../../../src/domain/deployment/place/lower-bound.ts';
import { placeWorks } from '../../../src/domain/deployment/place/place-works.ts';
import {
  finishMinute,
  type HostState,
  type Work,
} from '../../../src/domain/deployment/place/work.ts';

const RUNS = { seed: 20261128, numRuns: 150 };
const HOSTS = ['a', 'b', 'c'];

const anyWorks: fc.Arbitrary<readonly Work[]> = fc
  .array(
    fc.record({
      model: fc.nat(2),
      hosts: fc.subarray(HOSTS, { minLength: 1 }),
      minutes: fc.tuple(...HOSTS.map(() => fc.integer({ min: 1, max: 300 }))),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drafts) =>
    drafts.map(({ model, hosts, minutes }, index) => ({
      id: `config-${index}`,
      deploymentId: `model-${model}`,
      minutes: Object.fromEntries(hosts.map((host) => [host, minutes[HOSTS.indexOf(host)] ?? 1])),
      startMinutes: Object.fromEntries(hosts.map((host) => [host, 20 * model])),
    })),
  );

const free: readonly HostState[] = HOSTS.map((host) => ({ host, readyMinute: 0 }));

/** The shortest campaign there is, by trying all. */
function shortest(works: readonly Work[]): number {
  const place = (index: number, shares: readonly (readonly Work[])[]): number => {
    const work = works[index];
    if (work === undefined) {
      const ends = shares.map((share, at) => {
        const state = free[at];
        return share.length === 0 || state === undefined ? 0 : finishMinute(state, share);
      });
      return Math.max(...ends);
    }
    return Math.min(
      ...HOSTS.map((_, to) =>
        place(
          index + 1,
          shares.map((share, at) => (at === to ? [...share, work] : share)),
        ),
      ),
    );
  };
  return place(0, [[], [], []]);
}

test('every config is placed once, on a host that can serve it, and none ends after the makespan', () => {
  fc.assert(
    fc.property(anyWorks, (works) => {
      const { hosts, makespanMinutes } = placeWorks(works, free);
      const placed = hosts.flatMap((share) => share.works.map(({ id }) => id));
      expect(placed.sort()).toEqual(works.map(({ id }) => id).sort());
      for (const share of hosts) {
        for (const { minutes } of share.works) expect(minutes).toHaveProperty(share.host);
        if (share.works.length > 0) expect(share.finishMinute).toBeLessThanOrEqual(makespanMinutes);
      }
    }),
    RUNS,
  );
});

test('configs of one deployment follow each other, those of the running one first', () => {
  fc.assert(
    fc.property(anyWorks, (works) => {
      const states = free.map((state) => ({ ...state, deploymentId: 'model-1' }));
      for (const share of placeWorks(works, states).hosts) {
        const order = share.works.map(({ deploymentId }) => deploymentId);
        const changes = order.filter((id, index) => id !== order[index - 1]);
        expect(changes.length).toBe(new Set(order).size);
        if (order.includes('model-1')) expect(order[0]).toBe('model-1');
      }
    }),
    RUNS,
  );
});

test('no placement is shorter than the lower bound, and the planner stays near the shortest', () => {
  fc.assert(
    fc.property(anyWorks, (works) => {
      const best = shortest(works);
      expect(lowerBoundMinutes(works, HOSTS)).toBeLessThanOrEqual(best + 1e-6);
      const { makespanMinutes } = placeWorks(works, free);
      expect(makespanMinutes).toBeGreaterThanOrEqual(best - 1e-6);
      expect(makespanMinutes).toBeLessThanOrEqual(1.5 * best);
    }),
    RUNS,
  );
});

test('a config that fits no host is refused with the hosts there are', () => {
  const work = { id: 'big', deploymentId: 'm', minutes: {}, startMinutes: {} };
  expect(() => placeWorks([work], free)).toThrow(
    'no host can serve config "big": it fits none, and there are a, b, c',
  );
});
