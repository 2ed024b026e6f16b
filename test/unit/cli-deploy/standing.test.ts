import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDockerLauncher } from '../../../src/adapters/docker/docker-launcher.ts';
import { ProcessRegistry } from '../../../src/adapters/process/process-registry.ts';
import { groupMembers } from '../../../src/adapters/process/process-table.ts';
import { deployStatusCommand } from '../../../src/cli/commands/deploy-status.ts';
import { deployUpCommand } from '../../../src/cli/commands/deploy-up.ts';
import { downCommand } from '../../../src/cli/commands/down.ts';
import type { StandingServer } from '../../../src/cli/deploy/standing-servers.ts';
import { commandContext } from '../../support/command-context.ts';
import { type FakeDocker, startFakeDocker } from '../../support/fake-docker.ts';
import { fakeEngineProgram } from '../../support/fake-engine.ts';
import { eventually, nodeCommand, smallServer, temporaryDir } from '../../support/small-servers.ts';

const RUN = 'runs/core/nightly';
const { signal } = new AbortController();
let dir: ReturnType<typeof temporaryDir>;
let docker: FakeDocker;
beforeEach(async () => {
  dir = temporaryDir();
  vi.spyOn(process, 'cwd').mockReturnValue(dir.path);
  docker = await startFakeDocker(join(dir.path, 'docker.sock'));
  vi.stubEnv('DOCKER_HOST', docker.dockerHost);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const host of ['local', 'gpu-a']) await processes(host).stopAll();
  await docker.close();
  dir.remove();
});

const processes = (host = 'local') =>
  new ProcessRegistry(join(dir.path, 'hosts', host, 'processes'), process.env, 300);
const containers = (host = 'local') =>
  createDockerLauncher({
    stateDir: join(dir.path, 'hosts', host, 'containers'),
    cacheDir: join(dir.path, 'cache'),
    dockerHost: docker.dockerHost,
  });
const launch = (id: string) => ({
  identity: `server-${id}`,
  specHash: id,
  command: () => ['owner/tiny'],
  env: {},
  image: 'vllm/vllm-openai:v0.32.0',
});

/** A process that serves, as a worker starts one for a suite. */
const serving = (id: string, host?: string, name = `model-${id}`) => {
  const model = JSON.stringify({ data: [{ id: name }] });
  const script = `require('node:http').createServer((q,r)=>r.setHeader('content-type','application/json').end(q.url==='/health'?'':${JSON.stringify(model)})).listen(+process.argv.at(-1),'127.0.0.1')`;
  const command = nodeCommand(script);
  return processes(host).ensure(smallServer({ identity: `server-${id}`, command }), RUN, signal);
};

const world = (json = true) => ({
  ...commandContext('', dir.path, { DURABENCH_VLLM: fakeEngineProgram(dir.path) }),
  json,
});

async function status() {
  const context = world();
  const code = await deployStatusCommand([], { host: 'local' }, context);
  const { servers, problems } = JSON.parse(context.written.stdout) as {
    servers: readonly StandingServer[];
    problems: readonly string[];
  };
  return { code, servers, problems };
}

async function down() {
  const context = world(false);
  const code = await downCommand([], {}, context);
  return { code, out: context.written.stdout, err: context.written.stderr };
}

test('a server that a suite started is listed with its holder, its pid and what it serves', async () => {
  const { pid, port } = await serving('abc');
  await eventually(async () => (await status()).code === 0);
  expect((await status()).servers).toEqual([
    {
      ...{ deploymentId: 'abc', model: 'model-abc', engine: null, pid, container: null },
      ...{ baseUrl: `http://127.0.0.1:${port}/v1`, holders: [RUN], alive: true, reason: null },
      startedAt: expect.any(String),
    },
  ]);
  const context = world(false);
  await deployStatusCommand([], { host: 'local' }, context);
  expect(context.written.stdout).toContain(`pid ${pid}  ${RUN}  up\n`);
});

test('a server cannot steer the terminal by the name of its model', async () => {
  await serving('abc', 'local', 'tiny\u001b[2J');
  await eventually(async () => (await status()).code === 0);
  const context = world(false);
  await deployStatusCommand([], { host: 'local' }, context);
  expect(context.written.stdout).toContain('tiny\uFFFD[2J');
  expect(context.written.stdout).not.toContain('\u001b');
});

test('an agent of the host is no model server', async () => {
  await processes().ensure(smallServer({ identity: 'agent-1' }), RUN, signal);
  expect(await status()).toEqual({ code: 0, servers: [], problems: [] });
});

test('a container is listed by its id, and as ended when it has', async () => {
  await containers().ensure(launch('abc'), RUN, signal);
  const [container] = docker.containers.values();
  if (container === undefined) throw new Error('no container');
  const { servers } = await status();
  expect(servers).toMatchObject([
    { deploymentId: 'abc', container: container.Id, pid: null, holders: [RUN], alive: false },
  ]);
  expect(servers[0]?.reason).toMatch(/\/health is not reached/);
  container.state = 'exited';
  expect(await status()).toMatchObject({ code: 1, servers: [{ reason: 'it has ended' }] });
});

test('without an engine the other servers are listed, and status says what it could not see', async () => {
  await serving('abc');
  await containers().ensure(launch('def'), RUN, signal);
  vi.stubEnv('DOCKER_HOST', `unix://${join(dir.path, 'none.sock')}`);
  const { code, servers, problems } = await status();
  expect(code).toBe(1);
  expect(servers.map(({ deploymentId }) => deploymentId)).toEqual(['abc']);
  expect(problems).toEqual([expect.stringMatching(/no Docker Engine answers/)]);
});

test('down leaves no process, no container and no entry, and says what each was', async () => {
  const { pid } = await serving('abc');
  await containers().ensure(launch('def'), RUN, signal);
  const [container] = docker.containers.values();
  const byHand = world();
  await deployUpCommand(['g13'], { host: 'local' }, byHand);
  const { deploymentId, pid: handPid } = JSON.parse(byHand.written.stdout);

  const { code, out } = await down();
  expect(code).toBe(0);
  expect(out).toContain(`stopped server-abc (pid ${pid}, held by ${RUN})\n`);
  expect(out).toContain(`stopped server-def (container ${container?.Id}, held by ${RUN})\n`);
  expect(out).toContain(
    `stopped server-${deploymentId} (pid ${handPid}, held by durabench deploy)`,
  );
  expect([...groupMembers(pid), ...groupMembers(handPid)]).toEqual([]);
  expect(docker.containers.size).toBe(0);
  expect(await status()).toEqual({ code: 0, servers: [], problems: [] });
  expect((await down()).out).toBe(`nothing was running for ${dir.path}\n`);
});

test('down ends what a killed server left behind', async () => {
  const script = `require('node:child_process').spawn('sleep',['600'],{stdio:'ignore'});setInterval(()=>{},9)`;
  const server = smallServer({ command: nodeCommand(script) });
  const { pid } = await processes().ensure(server, RUN, signal);
  await eventually(() => groupMembers(pid).length === 2);
  process.kill(pid, 'SIGKILL');
  await eventually(() => groupMembers(pid).length === 1);
  await down();
  expect(groupMembers(pid)).toEqual([]);
});

test('of another host of the data root down stops what runs here, and keeps records of the rest', async () => {
  const ours = await serving('abc', 'gpu-a');
  const theirs = await serving('def', 'gpu-a');
  // As a pid of another machine looks from here.
  process.kill(-theirs.pid, 'SIGKILL');
  await eventually(() => groupMembers(theirs.pid).length === 0);
  expect((await down()).out).toBe(`stopped server-abc (pid ${ours.pid}, held by ${RUN})\n`);
  expect(groupMembers(ours.pid)).toEqual([]);
  expect((await processes('gpu-a').inspect('server-def'))?.pid).toBe(theirs.pid);
});

test('containers that cannot be stopped are told, and all else is stopped', async () => {
  const { pid } = await serving('abc');
  await containers().ensure(launch('def'), RUN, signal);
  vi.stubEnv('DOCKER_HOST', `unix://${join(dir.path, 'none.sock')}`);
  const { code, out, err } = await down();
  expect({ code, out }).toEqual({
    code: 1,
    out: `stopped server-abc (pid ${pid}, held by ${RUN})\n`,
  });
  expect(err).toMatch(/cannot list containers: no Docker Engine answers/);
  expect((await containers().inspect('server-def'))?.identity).toBe('server-def');
});

test('down of a data root without hosts makes no folder', async () => {
  mkdirSync(join(dir.path, 'empty'));
  const context = { ...commandContext('', join(dir.path, 'empty')), json: true };
  await downCommand([], {}, context);
  expect(JSON.parse(context.written.stdout)).toMatchObject({ hostProcesses: [], stopped: [] });
});
