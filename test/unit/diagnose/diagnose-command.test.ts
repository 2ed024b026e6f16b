import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDockerLauncher } from '../../../src/adapters/docker/docker-launcher.ts';
import { deployDiagnoseCommand } from '../../../src/cli/commands/deploy-diagnose.ts';
import { DeployedServers } from '../../../src/cli/deploy/deployed-servers.ts';
import { commandContext } from '../../support/command-context.ts';
import { type FakeDocker, startFakeDocker } from '../../support/fake-docker.ts';
import { servedBy } from '../../support/fake-engine.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/vllm-logs');
const TOO_SMALL = join(LOGS, 'gpu/err-cache-too-small.log');
const NEXT = { code: 'shorter-context', to: '--max-model-len 20480' };
let dir: ReturnType<typeof temporaryDir>;
let docker: FakeDocker;
beforeEach(async () => {
  dir = temporaryDir();
  docker = await startFakeDocker(join(dir.path, 'docker.sock'));
  vi.stubEnv('DOCKER_HOST', docker.dockerHost);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await docker.close();
  dir.remove();
});

async function diagnose(name: string, json = true) {
  const context = { ...commandContext('127.0.0.1:1', dir.path), json };
  const code = await deployDiagnoseCommand([name], { host: 'local', contextMin: 4096 }, context);
  return { code, out: context.written.stdout };
}

async function startContainer(log: string): Promise<string> {
  const launcher = createDockerLauncher({
    stateDir: join(dir.path, 'hosts/local/containers'),
    cacheDir: join(dir.path, 'cache'),
    dockerHost: docker.dockerHost,
  });
  const launch = { specHash: 'a', command: () => ['owner/tiny'], env: {}, image: 'vllm:1' };
  await launcher.ensure({ identity: 'server-d1', ...launch }, 'run', new AbortController().signal);
  const [container] = docker.containers.values();
  if (container === undefined) throw new Error('no container');
  Object.assign(container, { log, state: 'exited', exitCode: 1 });
  return container.Id;
}

test('a log file is diagnosed as JSON, with what would be started next', async () => {
  const { code, out } = await diagnose(TOO_SMALL);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    ...{ file: TOO_SMALL, cause: 'kv-cache-too-small' },
    ...{ repairs: ['shorter-context', 'next-recipe'], next: NEXT },
  });
});

test('people get the changed flag and the whole command', async () => {
  const { out } = await diagnose(TOO_SMALL, false);
  expect(out).toContain(
    'Next start: --max-model-len 20480 instead of --max-model-len 40960\n' +
      '  vllm serve models/qwen3-32b --served-model-name qwen3-32b --host 127.0.0.1 --port 8000 ',
  );
});

test('a log cannot steer the terminal that shows its lines and flags', async () => {
  const log = join(dir.path, 'steering.log');
  writeFileSync(
    log,
    "INFO non-default args: {'model': 'a\u001b[31m/b', 'max_model_len': 32768}\n" +
      'torch.OutOfMemoryError: \u001b]0;title\u0007CUDA out of memory. Tried to allocate 1 GiB\n',
  );
  const { out } = await diagnose(log, false);
  expect(out).toContain('CUDA out of memory. Tried to allocate 1 GiB\n');
  expect(out).toContain('Next start: --max-model-len 16384');
  for (const control of ['\u001b', '\u0007']) expect(out).not.toContain(control);
});

test('what no flag mends says so', async () => {
  const { out } = await diagnose(join(LOGS, 'hand-written/gated.log'), false);
  expect(out).toContain('Next start: none to show, only a person can mend this\n');
});

test('standard input is a log too', async () => {
  const stdin = Readable.from([readFileSync(TOO_SMALL)]) as typeof process.stdin;
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin);
  expect(JSON.parse((await diagnose('-')).out)).toMatchObject({ file: 'stdin', next: NEXT });
});

test('the log of a container is read through Docker, by deployment and by container', async () => {
  const id = await startContainer(readFileSync(TOO_SMALL, 'utf8'));
  for (const name of ['d1', id]) {
    expect(JSON.parse((await diagnose(name)).out)).toMatchObject({
      ...{ file: `container ${id}`, cause: 'kv-cache-too-small', next: NEXT },
    });
  }
});

test('a deployment that was started by hand is repaired as it was deployed', async () => {
  const dirs = {
    processes: join(dir.path, 'hosts/local/processes'),
    deployed: join(dir.path, 'hosts/local/deployed'),
  };
  mkdirSync(dirs.processes, { recursive: true });
  writeFileSync(
    join(dirs.processes, 'server-d2.log'),
    readFileSync(join(LOGS, 'recorded/err-kv-cache-too-small.log')),
  );
  const server = { baseUrl: 'http://127.0.0.1:8000/v1', model: 'tiny', adopted: false };
  const spec = servedBy({}, { context: 16384, flags: ['--max-model-len', '16384'] });
  await new DeployedServers(dirs.deployed).write({
    schemaVersion: 1,
    deploymentId: 'd2',
    spec,
    server,
  });
  expect(JSON.parse((await diagnose('d2')).out)).toMatchObject({
    file: join(dirs.processes, 'server-d2.log'),
    next: { from: '--max-model-len 16384', to: '--max-model-len 8192' },
  });
});

test('a name that is neither file nor id is refused, and leaves no folder', async () => {
  await expect(diagnose('nothing')).rejects.toThrow(/no log "nothing".*deploy status/s);
});
