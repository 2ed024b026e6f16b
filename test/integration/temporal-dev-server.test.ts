import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { groupMembers } from '../../src/adapters/process/process-table.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { connectClient, requireTemporal } from '../../src/temporal/connection.ts';
import {
  type DevServer,
  ensureDevServer,
  findDevServer,
  stopDevServer,
} from '../../src/temporal/dev-server.ts';
import { prepareServer } from '../../src/temporal/prepare-server.ts';

let dataRoot: string;
let settings: Settings;

beforeEach(async () => {
  dataRoot = await mkdtemp(join(tmpdir(), 'durabench-up-'));
  const env = { HOME: process.env.HOME, DURABENCH_ROOT: dataRoot };
  settings = readSettings({ env, dotenv: {}, cwd: dataRoot });
});

afterEach(async () => {
  await stopDevServer(settings);
  await rm(dataRoot, { recursive: true, force: true });
});

const up = (): Promise<DevServer> =>
  ensureDevServer(settings, {
    log: () => {},
    signal: new AbortController().signal,
    env: process.env,
  });

async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectClient(settings);
  return work(client).finally(() => client.connection.close());
}

const startWorkflow = (): Promise<unknown> =>
  withClient((client) =>
    client.workflow.start('runSuite', {
      taskQueue: 'nobody-polls',
      workflowId: 'suite/core/first',
      args: [],
    }),
  );

const workflowStatus = (): Promise<string> =>
  withClient(
    async (client) => (await client.workflow.getHandle('suite/core/first').describe()).status.name,
  );

const isListening = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(address.split(':')[1]) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

test('a killed server comes back on its ports with its workflows', async () => {
  const first = await up();
  await startWorkflow();

  process.kill(first.pid, 'SIGKILL');
  while (groupMembers(first.pid).length > 0) await sleep(20);
  expect(await findDevServer(settings)).toBeUndefined();

  const second = await up();
  expect(second.pid).not.toBe(first.pid);
  expect(second).toMatchObject({ address: first.address, uiUrl: first.uiUrl, adopted: false });
  expect(await workflowStatus()).toBe('RUNNING');
});

test('a stopped server leaves no process and no listener, and keeps ports and data for the next start', async () => {
  const first = await up();
  await startWorkflow();

  expect((await stopDevServer(settings))?.pid).toBe(first.pid);
  expect(groupMembers(first.pid)).toEqual([]);
  expect(await isListening(first.address)).toBe(false);
  expect(await stopDevServer(settings)).toBeUndefined();

  expect((await up()).address).toBe(first.address);
  expect(await workflowStatus()).toBe('RUNNING');
});

test('starts at the same time end with one server that all of them use', async () => {
  const servers = await Promise.all([up(), up(), up()]);
  expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1);
  expect(new Set(servers.map(({ uiUrl }) => uiUrl)).size).toBe(1);
  expect(servers.filter(({ adopted }) => !adopted)).toHaveLength(1);
});

test('a prepared server keeps histories for thirty days, knows our search attributes and serves its UI', async () => {
  const { uiUrl } = await up();
  const target = await requireTemporal(settings);
  await withClient(async (client) => {
    await prepareServer(client.connection, target);
    const { config } = await client.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 86_400);
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    expect(customAttributes).toMatchObject({ DurabenchSuite: 2, DurabenchFailed: 3 });
  });
  expect((await fetch(uiUrl)).status).toBe(200);
});

test('without a server the error names what was tried and the command that starts one', async () => {
  await expect(connectClient(settings)).rejects.toThrow(
    /TEMPORAL_ADDRESS is not set and no embedded server runs.*durabench up/,
  );
});
