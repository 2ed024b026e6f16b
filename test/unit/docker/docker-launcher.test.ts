import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDockerLauncher } from '../../../src/adapters/docker/docker-launcher.ts';
import type { Launch, Launcher } from '../../../src/adapters/inference/launcher.ts';
import { type FakeDocker, startFakeDocker } from '../../support/fake-docker.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const IMAGE = 'vllm/vllm-openai:v0.32.0';
const { signal } = new AbortController();
let dir: ReturnType<typeof temporaryDir>;
let docker: FakeDocker;
let launcher: Launcher;
let reported: string[];

const newLauncher = (stateDir = 'state', dockerHost = docker.dockerHost) =>
  createDockerLauncher({
    stateDir: join(dir.path, stateDir),
    cacheDir: join(dir.path, 'cache'),
    dockerHost,
    report: (line) => reported.push(line),
  });

const launch = (changes: Partial<Launch> = {}): Launch => ({
  identity: 'server-1',
  specHash: 'spec-a',
  command: (port) => ['Qwen/Qwen3-14B', '--port', String(port)],
  env: { HF_TOKEN: 'secret' },
  image: IMAGE,
  ...changes,
});

beforeEach(async () => {
  dir = temporaryDir();
  reported = [];
  docker = await startFakeDocker(join(dir.path, 'docker.sock'));
  launcher = newLauncher();
});
afterEach(async () => {
  await docker.close();
  dir.remove();
});

const only = () => {
  const [container, ...others] = docker.containers.values();
  if (container === undefined || others.length > 0) throw new Error('not exactly one container');
  return container;
};

test('a container gets its GPUs, its cache, its folders and one port on the loopback address', async () => {
  const gpus = ['0', '1'];
  const { port } = await launcher.ensure(launch({ gpus, folders: ['/models/q'] }), 'run', signal);
  expect(only().body).toMatchObject({
    Image: IMAGE,
    Cmd: ['Qwen/Qwen3-14B', '--port', String(port)],
    Env: ['HF_TOKEN=secret', 'HF_HOME=/cache/huggingface'],
    HostConfig: {
      Privileged: false,
      PortBindings: { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
      DeviceRequests: [{ DeviceIDs: gpus, Capabilities: [['gpu']] }],
      Mounts: [
        { Source: join(dir.path, 'cache'), Target: '/cache/huggingface', ReadOnly: false },
        { Source: '/models/q', Target: '/models/q', ReadOnly: true },
      ],
      RestartPolicy: { Name: 'no' },
      ShmSize: 16 * 1024 ** 3,
    },
  });
  expect(JSON.stringify(only().body.Labels)).not.toContain('secret');
});

test('no list of GPUs means all of them, an empty one none', async () => {
  await launcher.ensure(launch(), 'run', signal);
  expect(only().body).toMatchObject({ HostConfig: { DeviceRequests: [{ Count: -1 }] } });
  await launcher.ensure(launch({ gpus: [], specHash: 'cpu' }), 'run', signal);
  expect(only().body).toMatchObject({ HostConfig: { DeviceRequests: [] } });
});

test('a running container of equal spec is adopted by a later worker and stops with its last holder', async () => {
  const started = await launcher.ensure(launch(), 'first', signal);
  const adopted = await newLauncher().ensure(launch(), 'second', signal);
  expect(adopted).toEqual({ ...started, adopted: true });
  expect(await launcher.release('server-1', 'first')).toEqual({ stopped: false });
  expect(await launcher.release('server-1', 'stranger')).toEqual({ stopped: false });
  expect(await launcher.isAlive(started)).toBe(true);
  expect(await launcher.release('server-1', 'second')).toEqual({ stopped: true });
  expect(docker.containers.size).toBe(0);
  expect(await launcher.inspect('server-1')).toBeUndefined();
});

test('a dead container is replaced on its port for all its holders', async () => {
  const first = await launcher.ensure(launch(), 'first', signal);
  only().state = 'exited';
  expect(await launcher.isAlive(first)).toBe(false);
  const second = await launcher.ensure(launch(), 'second', signal);
  expect(second).toMatchObject({ port: first.port, adopted: false });
  expect(await launcher.release('server-1', 'second')).toEqual({ stopped: false });
  expect(only().state).toBe('running');
});

test('a container of another spec goes before the new one comes', async () => {
  await launcher.ensure(launch(), 'first', signal);
  await launcher.ensure(launch({ specHash: 'spec-b' }), 'second', signal);
  expect(only().body.Labels['durabench.spec']).toBe('spec-b');
  expect(await launcher.release('server-1', 'second')).toEqual({ stopped: true });
});

test('containers whose records were lost are found by label; those of other folders are left alone', async () => {
  await newLauncher('other').ensure(launch({ identity: 'server-2' }), 'run', signal);
  await launcher.ensure(launch({ identity: 'server-3' }), 'run', signal);
  rmSync(join(dir.path, 'state/server-3.json'));
  await launcher.ensure(launch(), 'run', signal);
  const left = [...docker.containers.values()].map(({ body }) => body.Labels['durabench.identity']);
  expect(left).toEqual(['server-2', 'server-1']);
});

test('the end of the log tells both streams, the exit code and a lack of memory', async () => {
  const started = await launcher.ensure(launch(), 'run', signal);
  expect(await launcher.logTail(started)).toBe('loading weights\nCUDA error');
  Object.assign(only(), { state: 'exited', exitCode: 137, oomKilled: true });
  expect(await launcher.logTail(started)).toMatch(/exit code 137, killed for lack of host memory/);
});

test('an image that is not there is pulled once, and its progress reported', async () => {
  await launcher.ensure(launch(), 'run', signal);
  await launcher.ensure(launch({ specHash: 'spec-b' }), 'run', signal);
  expect(docker.lines.filter((line) => line === 'POST /images/create')).toHaveLength(1);
  expect(reported).toEqual([`${IMAGE}: Pulling from library`, `${IMAGE}: Downloading`]);
});

test.each([
  ['manifest unknown', false, /correct "image"/],
  ['unauthorized: authentication required', false, /docker login/],
  ['i/o timeout', true, /see the log/],
])('a pull that fails with "%s" says what to do', async (error, retryable, remedy) => {
  docker.failPull = error;
  const failure = launcher.ensure(launch(), 'run', signal);
  await expect(failure).rejects.toMatchObject({
    retryable,
    message: expect.stringMatching(remedy),
  });
  expect(docker.containers.size).toBe(0);
});

test.each([
  [
    'could not select device driver "" with capabilities: [[gpu]]',
    false,
    /NVIDIA Container Toolkit/,
  ],
  ['Bind for 127.0.0.1:8000 failed: port is already allocated', true, /chooses another/],
])(
  'a start that fails with "%s" says what to do and leaves nothing',
  async (error, retryable, remedy) => {
    docker.failStart = error;
    const failure = launcher.ensure(launch(), 'run', signal);
    await expect(failure).rejects.toMatchObject({
      retryable,
      message: expect.stringMatching(remedy),
    });
    expect(docker.containers.size).toBe(0);
    expect(await launcher.inspect('server-1')).toBeUndefined();
  },
);

test('without an engine, an image or an engine of this machine there is a remedy', async () => {
  const none = newLauncher('state', `unix://${join(dir.path, 'none.sock')}`);
  await expect(none.ensure(launch(), 'run', signal)).rejects.toThrow(
    /start Docker or set DOCKER_HOST/,
  );
  const { image: _, ...withoutImage } = launch();
  await expect(launcher.ensure(withoutImage, 'run', signal)).rejects.toThrow(/needs "image"/);
  expect(() => newLauncher('state', 'tcp://gpu-box:2375')).toThrow(/no engine of this machine/);
});

test('an aborted start creates nothing', async () => {
  const aborted = AbortSignal.abort(new Error('cancelled'));
  await expect(launcher.ensure(launch(), 'run', aborted)).rejects.toThrow('cancelled');
  expect(docker.containers.size).toBe(0);
});
