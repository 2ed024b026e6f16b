import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { RunningServer, ServerHealth } from '../../src/adapters/inference/inference-server.ts';
import { createServedEngine } from '../../src/adapters/inference/served-engine.ts';
import { isPortFree } from '../../src/adapters/process/ports.ts';
import { ProcessRegistry } from '../../src/adapters/process/process-registry.ts';
import { groupMembers } from '../../src/adapters/process/process-table.ts';
import { deploymentId } from '../../src/domain/deployment/deployment-id.ts';
import type { ServedDeployment } from '../../src/domain/suite/config-run.ts';
import { engineProcesses, untilRuns } from '../support/real-vllm/engine-processes.ts';
import { exitCodeOf } from '../support/real-vllm/exits.ts';
import { CONTEXT, MODEL, vllmDeployment } from '../support/real-vllm/vllm-deployment.ts';
import { resolveServing } from '../support/resolved-serving.ts';
import { eventually, temporaryDir } from '../support/small-servers.ts';

// One server lives through these tests in their order: each start takes most of a minute.

const vllm = inject('vllm');
const realTest = test.skipIf(vllm === undefined);
const GRACE_MS = 5_000;
const SLOTS = 4;
const { signal } = new AbortController();
const dir = temporaryDir();

/** As a worker has it; another one is what a restarted worker has. */
const engineOf = (processes: ProcessRegistry) =>
  createServedEngine({ processes, env: { ...process.env, ...vllm?.env } });
const processes = new ProcessRegistry(dir.path, process.env, GRACE_MS);
const engine = engineOf(processes);

const requestOf = (holder: string) => ({ deploymentId: deploymentId(spec), spec, holder });
const groupOf = ({ pid }: RunningServer): number => Number(pid);
const portOf = ({ baseUrl }: RunningServer): number => Number(new URL(baseUrl).port);
const seconds = (sinceMs: number): string => ((performance.now() - sinceMs) / 1000).toFixed(1);

let spec: ServedDeployment;
let server: RunningServer;
let health: ServerHealth;

beforeAll(async () => {
  if (vllm === undefined) return;
  spec = await resolveServing(vllmDeployment(vllm, SLOTS));
  const startedAtMs = performance.now();
  server = await engine.ensure(requestOf('run a'), signal);
  health = await engine.awaitHealthy(server, requestOf('run a'), signal);
  console.log(`vLLM was healthy after ${seconds(startedAtMs)} s: ${JSON.stringify(health)}`);
});

afterAll(async () => {
  await processes.stopAll();
  dir.remove();
});

realTest('it is ready when it lists the model, answers and calls a tool on demand', async () => {
  expect(health.models).toEqual([MODEL]);
  expect(health.contextTokens).toBe(CONTEXT);
  expect(health.forcedToolCall).toBe(true);
  expect(health.tokensPerSecond).toBeGreaterThan(0);
  expect(await engine.check(server, requestOf('run a'), signal)).toEqual({ alive: true });
});

realTest('a worker that starts anew adopts it and goes on watching it', async () => {
  const restarted = engineOf(new ProcessRegistry(dir.path, process.env, GRACE_MS));
  const adopted = await restarted.ensure(requestOf('run b'), signal);
  expect(adopted).toEqual({ ...server, adopted: true });
  expect(await restarted.check(adopted, requestOf('run b'), signal)).toEqual({ alive: true });
  expect(await restarted.release(requestOf('run b'))).toEqual({ stopped: false });
});

realTest('SIGKILL of its engine ends it with exit code 0, and it is lost', async () => {
  const { EngineCore: core } = engineProcesses(groupOf(server));
  process.kill(Number(core), 'SIGKILL');
  expect(await exitCodeOf(server.pid)).toBe(0);
  const liveness = await engine.check(server, requestOf('run a'), signal);
  expect(liveness).toMatchObject({ alive: false, reason: expect.stringContaining('has ended') });
});

realTest('it comes back at the address it had', async () => {
  const second = await engine.ensure(requestOf('run a'), signal);
  expect(second).toMatchObject({ adopted: false, baseUrl: server.baseUrl });
  expect(groupMembers(groupOf(server))).toEqual([]);
  server = second;
  await engine.awaitHealthy(server, requestOf('run a'), signal);
});

realTest('a stop does not wait for the client of an answer under way', async () => {
  const answer = longAnswer(server).catch((error: Error) => error);
  await eventually(() => isAnswering(server));
  await stop(server);
  // Cut off, or told so: that depends on which of its processes ends first.
  expect(await answer).not.toHaveProperty('choices');
});

realTest('a new start takes the place of one whose main process was killed', async () => {
  const killed = await engine.ensure(requestOf('run a'), signal);
  await untilRuns(groupOf(killed), 'EngineCore');
  process.kill(groupOf(killed), 'SIGKILL');
  await exitCodeOf(killed.pid);
  const orphans = groupMembers(groupOf(killed)).length;

  server = await engine.ensure(requestOf('run a'), signal);
  expect(server).toMatchObject({ adopted: false, baseUrl: killed.baseUrl });
  expect(groupMembers(groupOf(killed))).toEqual([]);
  console.log(`${orphans} processes outlived their main process and were ended`);
});

realTest('a stop in the middle of a start, which loses SIGTERM, ends it all the same', async () => {
  await untilRuns(groupOf(server), 'EngineCore');
  await stop(server);
});

/** Stops a server for its last holder, and looks for what it could have left. */
async function stop(running: RunningServer): Promise<void> {
  const startedAtMs = performance.now();
  expect(await engine.release(requestOf('run a'))).toEqual({ stopped: true });
  console.log(`stopped in ${seconds(startedAtMs)} s`);
  // Two SIGTERMs, each with its grace, then SIGKILL.
  expect(performance.now() - startedAtMs).toBeLessThan(3 * GRACE_MS);
  expect(groupMembers(groupOf(running))).toEqual([]);
  expect(await isPortFree(portOf(running))).toBe(true);
  expect(await processes.inspect(`server-${deploymentId(spec)}`)).toBeUndefined();
}

const longAnswer = ({ baseUrl, model }: RunningServer): Promise<unknown> =>
  fetch(`${baseUrl}/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, prompt: 'One, two,', max_tokens: 2_000, ignore_eos: true }),
  }).then((response) => response.json());

async function isAnswering({ baseUrl }: RunningServer): Promise<boolean> {
  const metrics = await fetch(new URL('/metrics', baseUrl));
  return /^vllm:num_requests_running\{.*\} 1\.0$/m.test(await metrics.text());
}
