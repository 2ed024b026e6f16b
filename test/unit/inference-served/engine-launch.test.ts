import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createInferenceServers } from '../../../src/adapters/inference/inference-servers.ts';
import type { Launch, Launcher } from '../../../src/adapters/inference/launcher.ts';
import type { ServedEngineOptions } from '../../../src/adapters/inference/served-engine.ts';
import type { ServedDeployment } from '../../../src/domain/suite/config-run.ts';
import { EngineBench, requestFor } from '../../support/engine-bench.ts';
import { servedBy } from '../../support/fake-engine.ts';

const { signal } = new AbortController();
let bench: EngineBench;
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

async function startedAs(baseUrl: string) {
  const response = await fetch(new URL('/started-as', baseUrl));
  return (await response.json()) as { args: string[]; env: Record<string, string> };
}

describe('the command line', () => {
  const runningAs = async (
    overrides: Partial<ServedDeployment>,
    options: Partial<ServedEngineOptions> = {},
  ) => {
    const spec = servedBy({}, overrides);
    const request = requestFor(spec);
    const server = await bench.engine(options).ensure(request, signal);
    await bench.engine(options).awaitHealthy(server, request, signal);
    return { ...(await startedAs(server.baseUrl)), port: new URL(server.baseUrl).port };
  };

  test('of vLLM names checkpoint, model and a loopback address before the flags', async () => {
    const { args, port } = await runningAs({});
    expect(args).toEqual([
      ...['serve', 'owner/tiny-1b', '--served-model-name', 'tiny'],
      ...['--host', '127.0.0.1', '--port', port, '--max-model-len', '2048'],
    ]);
  });

  test('of trtllm-serve has no name to give: it serves a folder under its last part', async () => {
    const overrides = { engine: 'tensorrt-llm', checkpoint: '/models/tiny', flags: [] } as const;
    const { args, port } = await runningAs(overrides);
    expect(args).toEqual(['/models/tiny', '--host', '127.0.0.1', '--port', port]);
  });

  test('comes with what engines need of the environment, and no other secret of the host', async () => {
    const FAKE_ENGINE = '{}';
    const environment = { FAKE_ENGINE, VLLM_CPU_KVCACHE_SPACE: '1', HF_TOKEN: '${HUB_TOKEN}' };
    const host = {
      HF_HOME: '/hub',
      HUB_TOKEN: 'hub-secret',
      OPENAI_API_KEY: 'paid',
      VLLM_API_KEY: 'k',
    };
    const env = { ...process.env, ...host };
    const { env: seen } = await runningAs(
      { environment, gpus: '2xh100-80' },
      { env, gpus: ['3', '1', '0'] },
    );
    expect(seen).toMatchObject({
      VLLM_CPU_KVCACHE_SPACE: '1',
      VLLM_NO_USAGE_STATS: '1',
      HF_TOKEN: 'hub-secret',
      HF_HOME: '/hub',
      CUDA_VISIBLE_DEVICES: '3,1',
    });
    expect(seen.PATH?.startsWith(`${bench.path}:`)).toBe(true);
    for (const name of ['OPENAI_API_KEY', 'HUB_TOKEN', 'VLLM_API_KEY']) {
      expect(seen).not.toHaveProperty(name);
    }
  });
});

describe('a host refuses', () => {
  const refusal = (spec: ServedDeployment, options: Partial<ServedEngineOptions>) =>
    expect(bench.engine(options).ensure(requestFor(spec), signal)).rejects;

  test('an engine it does not have, naming the variable that says where it is', async () => {
    const env = { PATH: bench.path };
    await refusal(servedBy({}), { engines: {}, env }).toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringMatching(/no program "vllm" on the PATH.*DURABENCH_VLLM/),
    });
    const trtllm = servedBy({}, { engine: 'tensorrt-llm' });
    await refusal(trtllm, { engines: { trtllm: '/nowhere' }, env }).toThrow(
      'DURABENCH_TRTLLM is "/nowhere"',
    );
  });

  test('containers without Docker, and more GPUs than it gives', async () => {
    await refusal(servedBy({}, { launcher: 'docker' }), {}).toThrow('starts no containers');
    await refusal(servedBy({}, { gpus: '8xh100-80' }), { gpus: ['0', '1'] }).toThrow(
      'needs 8xh100-80, but this host gives its servers 2 GPUs (0, 1)',
    );
  });

  test('a secret that is not set', async () => {
    const environment = { HF_TOKEN: '${NOT_SET_TOKEN}' };
    await refusal(servedBy({}, { environment }), {}).toThrow('NOT_SET_TOKEN is not set');
  });
});

describe('a host keeps its own rules, whatever was planned elsewhere', () => {
  const ensure = (spec: ServedDeployment, trustRemoteCode: readonly string[] = []) =>
    createInferenceServers({
      ...{ processes: bench.processes, cacheDir: bench.path, configRoot: bench.path },
      env: process.env,
      engines: { vllm: bench.program },
      granted: { allowCommand: false, trustRemoteCode },
    })(spec).ensure(requestFor(spec), signal);

  test('for deployments that are no recipe', async () => {
    await expect(ensure(servedBy({}))).rejects.toThrow('start its worker with --allow-command');
    await expect(ensure(servedBy({}, { recipe: 'mine' }))).resolves.toBeDefined();
  });

  test('for code of a checkpoint', async () => {
    const spec = servedBy({}, { recipe: 'mine', flags: ['--trust-remote-code'] });
    await expect(ensure(spec)).rejects.toThrow('--trust-remote-code owner/tiny-1b');
    await expect(ensure(spec, ['owner/tiny-1b'])).resolves.toBeDefined();
  });
});

test('a container gets its image, its folder, an address it can publish, and no path of the host', async () => {
  let launch: Launch | undefined;
  const dockerLauncher: Launcher = {
    async ensure(wanted) {
      launch = wanted;
      return { identity: wanted.identity, port: 8000, adopted: false, startedAt: 'now' };
    },
    inspect: async () => undefined,
    isAlive: async () => true,
    logTail: async () => '',
    release: async () => ({ stopped: true }),
    list: async () => [],
    stop: async () => undefined,
  };
  const spec = servedBy({}, { launcher: 'docker', image: 'engine:1', checkpoint: '/models/tiny' });
  const env = { HF_HOME: '/hub', HF_TOKEN: 'hub-secret', CUDA_VISIBLE_DEVICES: '7' };
  const options = { env, dockerLauncher: () => dockerLauncher, engines: {} };
  const server = await bench.engine(options).ensure(requestFor(spec), signal);
  expect(server).toEqual({
    ...{ baseUrl: 'http://127.0.0.1:8000/v1', model: 'tiny', adopted: false, startedAt: 'now' },
  });
  expect(launch).toMatchObject({ image: 'engine:1', folders: ['/models/tiny'] });
  expect(launch?.command(8000).slice(0, 5)).toEqual([
    ...['/models/tiny', '--served-model-name', 'tiny', '--host', '0.0.0.0'],
  ]);
  expect(launch?.env).toMatchObject({ HF_TOKEN: 'hub-secret' });
  for (const name of ['HF_HOME', 'CUDA_VISIBLE_DEVICES', 'PATH']) {
    expect(launch?.env).not.toHaveProperty(name);
  }
});
