import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LeasedServer, LeaseGuard } from '../../../activities/lease-guard.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durabench-lease-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const server: LeasedServer = {
  deploymentId: 'small',
  config: {
    scope: { suite: 's', runKey: 'k', root: 'runs/s/k', round: 0, generation: 0 },
    config: { key: 'run.json', sha256: 'abc', bytes: 3 },
  },
};
const guardAt = (name = 'host/lease.json') => new LeaseGuard(join(folder, name));
const at = (epoch: number) => ({ host: 'gpu-a', epoch });

test('a holder of an earlier epoch is refused for good, and its work does not run', async () => {
  const guard = guardAt();
  await guard.enter(at(7), async () => server);
  let ran = false;
  const late = guard.enter(at(6), async () => {
    ran = true;
    return undefined;
  });
  await expect(late).rejects.toMatchObject({
    type: 'StaleLease',
    nonRetryable: true,
    message: 'epoch 6 of host "gpu-a" is over, 7 came after it: another config has the host',
  });
  expect(ran).toBe(false);
});

test('another worker of the host knows the epoch and what was started under it', async () => {
  await guardAt().enter(at(7), async () => server);
  let found: unknown;
  await guardAt().enter(at(8), async (running) => {
    found = running;
    return undefined;
  });
  expect(found).toEqual(server);
  await expect(guardAt().enter(at(7), async () => server)).rejects.toThrow('is over');
});

test('a holder whose work fails has been here: earlier ones are refused, the server is not forgotten', async () => {
  const guard = guardAt();
  await guard.enter(at(7), async () => server);
  const failing = guard.enter(at(9), async () => {
    throw new Error('the old server would not stop');
  });
  await expect(failing).rejects.toThrow('would not stop');
  await expect(guard.enter(at(8), async () => undefined)).rejects.toThrow('is over');
  let found: unknown;
  await guard.enter(at(9), async (running) => {
    found = running;
    return running;
  });
  expect(found).toEqual(server);
});

test('two activities of one host take turns', async () => {
  const guard = guardAt();
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push(`${name} ends`);
    return undefined;
  };
  await Promise.all([guard.enter(at(1), work('one')), guard.enter(at(2), work('two'))]);
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});
