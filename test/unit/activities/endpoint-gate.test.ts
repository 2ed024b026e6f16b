import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { awaitOpenGate } from '../../../activities/endpoint-gate.ts';
import { chooseFreePort } from '../../../src/adapters/process/ports.ts';
import { AGENT_URL, TaskBench } from '../../support/task-bench.ts';

const inSeconds = (seconds: number): number => performance.now() + seconds * 1_000;
const never = new AbortController().signal;

test('a healthy deployment opens the gate at once and says where the agent is', async () => {
  await using bench = await TaskBench.start();
  const gate = await awaitOpenGate(bench.records(), bench.scope, inSeconds(0), never);
  expect(gate).toMatchObject({ agentUrl: AGENT_URL, record: { epoch: 1, deploymentId: 'd1' } });
});

test('a lost deployment is waited for until its next epoch is healthy', async () => {
  await using bench = await TaskBench.start();
  await bench.deploy('lost');
  const gate = awaitOpenGate(bench.records(), bench.scope, inSeconds(10), never);
  await bench.deploy('healthy');
  expect(await gate).toMatchObject({ record: { state: 'healthy', epoch: 2 } });
});

test('a deployment that is given up while it is waited for ends the wait', async () => {
  await using bench = await TaskBench.start();
  await bench.deploy('lost');
  const gate = awaitOpenGate(bench.records(), bench.scope, inSeconds(10), never);
  await bench.deploy('abandoned');
  expect(await gate).toBeUndefined();
});

test('one that is stopped between two generations is waited for, not given up', async () => {
  await using bench = await TaskBench.start();
  await bench.deploy('stopped');
  const gate = awaitOpenGate(bench.records(), bench.scope, inSeconds(-1), never);
  await expect(gate).rejects.toMatchObject({ type: 'EndpointUnavailable' });
});

test('at the deadline it asks for another attempt', async () => {
  await using bench = await TaskBench.start();
  await bench.deploy('lost');
  const gate = awaitOpenGate(bench.records(), bench.scope, inSeconds(0.1), never);
  await expect(gate).rejects.toMatchObject({ type: 'EndpointUnavailable', nonRetryable: false });
});

test('a cancelled wait ends at once', async () => {
  await using bench = await TaskBench.start();
  await bench.deploy('lost');
  const controller = new AbortController();
  const gate = awaitOpenGate(bench.records(), bench.scope, inSeconds(10), controller.signal);
  controller.abort();
  await expect(gate).rejects.toThrow('aborted');
});

test('a server whose port refuses connections is not asked, although no watcher has missed it yet', async () => {
  await using bench = await TaskBench.start();
  const port = await chooseFreePort([]);
  await bench.deploy('healthy', `http://127.0.0.1:${port}/v1`);
  const gate = awaitOpenGate(bench.records(), bench.scope, inSeconds(10), never);
  const first = await Promise.race([gate, bench.deploy('lost').then(() => 'waits')]);
  expect(first).toBe('waits');
  // Nobody ever listens on the first port, so a gate that is slow to look finds it refusing too.
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: next } = server.address() as AddressInfo;
  expect(next).not.toBe(port);
  await bench.deploy('healthy', `http://127.0.0.1:${next}/v1`);
  expect(await gate).toMatchObject({ record: { epoch: 3 } });
  server.close();
});

test('one that refuses for longer than a watcher needs is asked all the same: the call says why', async () => {
  await using bench = await TaskBench.start();
  await bench.deploy('healthy', `http://127.0.0.1:${await chooseFreePort([])}/v1`);
  const gate = await awaitOpenGate(bench.records(), bench.scope, inSeconds(10), never, 200);
  expect(gate).toMatchObject({ record: { epoch: 2 } });
});
