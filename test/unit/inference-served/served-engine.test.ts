import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServerRequest } from '../../../src/adapters/inference/inference-server.ts';
import {
  createServedEngine,
  type ServedEngineOptions,
} from '../../../src/adapters/inference/served-engine.ts';
import { isPortFree } from '../../../src/adapters/process/ports.ts';
import { ProcessRegistry } from '../../../src/adapters/process/process-registry.ts';
import { groupMembers } from '../../../src/adapters/process/process-table.ts';
import type { ServedDeployment } from '../../../src/domain/suite/config-run.ts';
import { type EngineScript, fakeEngineProgram, servedBy } from '../../support/fake-engine.ts';
import { eventually, temporaryDir } from '../../support/small-servers.ts';

let dir: ReturnType<typeof temporaryDir>;
let processes: ProcessRegistry;
const { signal } = new AbortController();
const startLimits = { startMs: 20_000, silentMs: 10_000, pollMs: 20 };

beforeEach(() => {
  dir = temporaryDir();
  processes = new ProcessRegistry(dir.path, process.env, 300);
});
afterEach(async () => {
  await processes.stopAll();
  dir.remove();
});

function engine(options: Partial<ServedEngineOptions> = {}) {
  const program = fakeEngineProgram(dir.path);
  const engines = { vllm: program, trtllm: program };
  return createServedEngine({ processes, env: process.env, engines, startLimits, ...options });
}

const requestFor = (
  spec: ServedDeployment,
  holder = 'suite a',
): ServerRequest<ServedDeployment> => ({
  deploymentId: 'd1',
  spec,
  holder,
});

async function healthOf(script: EngineScript, overrides: Partial<ServedDeployment> = {}) {
  const request = requestFor(servedBy(script, overrides));
  const server = await engine().ensure(request, signal);
  return engine().awaitHealthy(server, request, signal);
}

async function startedAs(baseUrl: string) {
  const response = await fetch(new URL('/started-as', baseUrl));
  return (await response.json()) as { args: string[]; env: Record<string, string> };
}

describe('an engine counts as ready', () => {
  test('when it lists the model, answers, and calls a tool it is forced to call', async () => {
    const health = await healthOf(
      { startMs: 300, context: 4096, tools: 'eager' },
      { toolParser: 'hermes' },
    );
    expect(health).toMatchObject({
      models: ['tiny'],
      contextTokens: 4096,
      forcedToolCall: true,
      spontaneousToolCalls: { made: 3, of: 3 },
    });
    expect(health.firstTokenMs).toBeGreaterThan(0);
    expect(health.tokensPerSecond).toBeGreaterThan(0);
  });

  test('without a tool call of its own accord: the rate is only reported', async () => {
    const health = await healthOf({}, { toolParser: 'hermes' });
    expect(health).toMatchObject({ spontaneousToolCalls: { made: 0, of: 3 } });
  });

  test('without tools where no parser is configured', async () => {
    const health = await healthOf({ tools: 'refused' });
    expect(health).not.toHaveProperty('forcedToolCall');
    expect(health).not.toHaveProperty('contextTokens');
  });
});

describe('an engine that says it is healthy is refused', () => {
  test.each<[string, EngineScript, RegExp]>([
    ['answers nothing', { answers: 'empty' }, /answers 3 of 3 questions with nothing: its weights/],
    ['lists another model', { lists: 'tinier' }, /does not offer the model "tiny".*offers: tinier/],
    ['has less context', { context: 1024 }, /context of 1024 tokens, 2048 were asked for/],
    ['answers forced calls in words', { tools: 'words' }, /no tool call when one was demanded/],
    ['lacks the flags for tools', { tools: 'refused' }, /--enable-auto-tool-choice/],
  ])('when it %s', async (_, script, says) => {
    const health = healthOf(script, { toolParser: 'hermes' });
    await expect(health).rejects.toMatchObject({
      name: 'DeploymentError',
      message: expect.stringMatching(says),
      retryable: false,
    });
  });
});

describe('while it starts', () => {
  test('an engine that ends fails with the end of its log, exit code 0 or not', async () => {
    for (const exitCode of [0, 1]) {
      const script = { endsAfterMs: 50, startMs: 60_000, exitCode, lastWords: `code ${exitCode}!` };
      await expect(healthOf(script)).rejects.toThrow(
        new RegExp(`ended while starting; its log ends with:[^]*code ${exitCode}!`),
      );
    }
  });

  test('another program that answers on its port does not make a dead engine healthy', async () => {
    const request = requestFor(servedBy({}));
    const server = await engine().ensure(request, signal);
    await engine().awaitHealthy(server, request, signal);
    process.kill(server.pid ?? 0, 'SIGKILL');
    await eventually(() => groupMembers(server.pid ?? 0).length === 0);
    const { port } = new URL(server.baseUrl);
    const { createServer } = await import('node:http');
    const stranger = createServer((_, response) => response.end('ok')).listen(+port, '127.0.0.1');
    const health = engine().awaitHealthy(server, request, signal);
    await expect(health).rejects.toThrow('ended while starting');
    stranger.close();
  });

  test('an engine that says nothing for too long is given up, however alive it is', async () => {
    const request = requestFor(servedBy({ startMs: 60_000 }));
    const silent = engine({ startLimits: { ...startLimits, silentMs: 500 } });
    const server = await silent.ensure(request, signal);
    await expect(silent.awaitHealthy(server, request, signal)).rejects.toThrow(
      'wrote nothing for 0.5 s while starting',
    );
  });

  test('a SIGTERM it loses does not save it, nor the children it has', async () => {
    const request = requestFor(servedBy({ startMs: 60_000, ignoresTerm: true, children: 2 }));
    const { pid = 0 } = await engine().ensure(request, signal);
    await eventually(() => groupMembers(pid).length === 3);
    expect(await engine().release(request)).toEqual({ stopped: true });
    expect(groupMembers(pid)).toEqual([]);
  });
});

describe('a watched engine', () => {
  test('that ends with exit code 0 is lost, and its orphans end before the next start', async () => {
    const request = requestFor(servedBy({ children: 2 }));
    const served = engine();
    const server = await served.ensure(request, signal);
    await served.awaitHealthy(server, request, signal);
    expect(await served.check(server, request, signal)).toEqual({ alive: true });
    process.kill(server.pid ?? 0, 'SIGUSR2');
    await eventually(async () => !(await served.check(server, request, signal)).alive);
    await eventually(() => groupMembers(server.pid ?? 0).length === 2);

    const second = await served.ensure(request, signal);
    expect(groupMembers(server.pid ?? 0)).toEqual([]);
    expect(second).toMatchObject({ adopted: false, baseUrl: server.baseUrl });
    await served.awaitHealthy(second, request, signal);
    expect(await served.check(server, request, signal)).toMatchObject({ alive: false });
    expect(await served.check(second, request, signal)).toEqual({ alive: true });
  });

  test('whose API answers while its engine is ill is lost', async () => {
    const request = requestFor(servedBy({ health: 500 }));
    const served = engine();
    const server = await served.ensure(request, signal);
    await eventually(async () => {
      const liveness = await served.check(server, request, signal);
      return !liveness.alive && liveness.reason.endsWith('/health answered 500');
    });
  });

  test('is adopted by equal spec, replaced for another, and stopped by its last holder', async () => {
    const spec = servedBy({});
    const first = await engine().ensure(requestFor(spec), signal);
    const adopted = await engine().ensure(requestFor(spec, 'suite b'), signal);
    expect(adopted).toEqual({ ...first, adopted: true });
    expect(await engine().release(requestFor(spec))).toEqual({ stopped: false });

    const other = { ...spec, flags: ['--max-model-len', '1024'] };
    const replaced = await engine().ensure(requestFor(other), signal);
    expect(replaced).toMatchObject({ adopted: false });
    expect(groupMembers(first.pid ?? 0)).toEqual([]);
    expect(await engine().release(requestFor(other))).toEqual({ stopped: true });
    expect(await isPortFree(Number(new URL(replaced.baseUrl).port))).toBe(true);
  });
});

describe('the command line', () => {
  const runningAs = async (
    overrides: Partial<ServedDeployment>,
    options: Partial<ServedEngineOptions> = {},
  ) => {
    const spec = servedBy({}, overrides);
    const request = requestFor(spec);
    const server = await engine(options).ensure(request, signal);
    await engine(options).awaitHealthy(server, request, signal);
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
    expect(seen.PATH?.startsWith(`${dir.path}:`)).toBe(true);
    for (const name of ['OPENAI_API_KEY', 'HUB_TOKEN', 'VLLM_API_KEY']) {
      expect(seen).not.toHaveProperty(name);
    }
  });
});

describe('a host refuses', () => {
  const refusal = (spec: ServedDeployment, options: Partial<ServedEngineOptions>) =>
    expect(engine(options).ensure(requestFor(spec), signal)).rejects;

  test('an engine it does not have, naming the variable that says where it is', async () => {
    const env = { PATH: dir.path };
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
