import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isPortFree } from '../../../src/adapters/process/ports.ts';
import { groupMembers } from '../../../src/adapters/process/process-table.ts';
import type { ServedDeployment } from '../../../src/domain/suite/config-run.ts';
import { EngineBench, requestFor, START_LIMITS } from '../../support/engine-bench.ts';
import { type EngineScript, servedBy } from '../../support/fake-engine.ts';
import { eventually } from '../../support/small-servers.ts';

const { signal } = new AbortController();
let bench: EngineBench;
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

async function healthOf(script: EngineScript, overrides: Partial<ServedDeployment> = {}) {
  const request = requestFor(servedBy(script, overrides));
  const server = await bench.engine().ensure(request, signal);
  return bench.engine().awaitHealthy(server, request, signal);
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
    const server = await bench.engine().ensure(request, signal);
    await bench.engine().awaitHealthy(server, request, signal);
    process.kill(server.pid ?? 0, 'SIGKILL');
    await eventually(() => groupMembers(server.pid ?? 0).length === 0);
    const { port } = new URL(server.baseUrl);
    const stranger = createServer((_, response) => response.end('ok')).listen(+port, '127.0.0.1');
    const health = bench.engine().awaitHealthy(server, request, signal);
    await expect(health).rejects.toThrow('ended while starting');
    stranger.close();
  });

  test('an engine that says nothing for too long is given up, however alive it is', async () => {
    const request = requestFor(servedBy({ startMs: 60_000 }));
    const silent = bench.engine({ startLimits: { ...START_LIMITS, silentMs: 500 } });
    const server = await silent.ensure(request, signal);
    await expect(silent.awaitHealthy(server, request, signal)).rejects.toThrow(
      'wrote nothing for 0.5 s while starting',
    );
  });

  test('a SIGTERM it loses does not save it, nor the children it has', async () => {
    const request = requestFor(servedBy({ startMs: 60_000, ignoresTerm: true, children: 2 }));
    const { pid = 0 } = await bench.engine().ensure(request, signal);
    await eventually(() => groupMembers(pid).length === 3);
    expect(await bench.engine().release(request)).toEqual({ stopped: true });
    expect(groupMembers(pid)).toEqual([]);
  });
});

describe('a watched engine', () => {
  test('that ends with exit code 0 is lost, and its orphans end before the next start', async () => {
    const request = requestFor(servedBy({ children: 2 }));
    const served = bench.engine();
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
    const served = bench.engine();
    const server = await served.ensure(request, signal);
    await eventually(async () => {
      const liveness = await served.check(server, request, signal);
      return !liveness.alive && liveness.reason.endsWith('/health answered 500');
    });
  });

  test('is adopted by equal spec, replaced for another, and stopped by its last holder', async () => {
    const spec = servedBy({});
    const first = await bench.engine().ensure(requestFor(spec), signal);
    const adopted = await bench.engine().ensure(requestFor(spec, 'suite b'), signal);
    expect(adopted).toEqual({ ...first, adopted: true });
    expect(await bench.engine().release(requestFor(spec))).toEqual({ stopped: false });

    const other = { ...spec, flags: ['--max-model-len', '1024'] };
    const replaced = await bench.engine().ensure(requestFor(other), signal);
    expect(replaced).toMatchObject({ adopted: false });
    expect(groupMembers(first.pid ?? 0)).toEqual([]);
    expect(await bench.engine().release(requestFor(other))).toEqual({ stopped: true });
    expect(await isPortFree(Number(new URL(replaced.baseUrl).port))).toBe(true);
  });
});
