import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { AgentCounters } from '../../src/agent/agent-counters.ts';
import { startAgentServer } from '../../src/agent/agent-server.ts';
import { createModelAnswerer } from '../../src/agent/model-answerer.ts';
import { OpenAiModel } from '../../src/agent/openai-model.ts';
import { createTradeAnswerer } from '../../src/agent/trade-answerer.ts';
import { type CliResult, durabench } from '../support/cli.ts';
import type { FakeBehaviour } from '../support/fake-model-server.ts';
import { startFakeOpenAi } from '../support/fake-openai.ts';
import {
  type AgentScript,
  startScriptedAgent,
  wireMessage,
  wireTask,
} from '../support/scripted-agent.ts';

interface Report {
  readonly fit: boolean;
  readonly checks: readonly { name: string; status: string; detail: string; remedy?: string }[];
}

describe('durabench agent check', () => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });

  const check = (url: string, ...flags: string[]) =>
    durabench(['agent', 'check', url, ...flags], { cwd: import.meta.dirname });
  const statuses = ({ stdout }: CliResult) =>
    Object.fromEntries(
      (JSON.parse(stdout) as Report).checks.map(({ name, status }) => [name, status]),
    );
  const scripted = async (script: AgentScript) => {
    const agent = await startScriptedAgent(script);
    open.push(() => agent.close());
    return agent;
  };

  test('finds the built-in agent fit, and asks its model no more than announced', async () => {
    const endpoint = await startFakeOpenAi();
    open.push(() => endpoint.close());
    endpoint.behave((body): FakeBehaviour => {
      const asked = JSON.stringify(body.messages);
      if (asked.includes('BTCUSDT')) return { kind: 'reply', text: '{"action":"HOLD"}' };
      return asked.includes('2000 words')
        ? { kind: 'hang' }
        : { kind: 'reply', text: 'Answer: 42', delayMs: 100 };
    });
    const counters = new AgentCounters();
    const model = { apiKey: 'dummy', model: 'm', temperature: 0, maxTokens: 10 };
    const connected = new OpenAiModel({ baseUrl: endpoint.baseUrl, ...model });
    const questions = createModelAnswerer(connected, counters, { tools: true });
    const answerer = createTradeAnswerer(connected, counters, { maxTokens: 10, questions });
    const server = await startAgentServer({ answerer, counters, host: '127.0.0.1', port: 0 });
    open.push(() => server.close());

    const result = await check(server.url);
    expect(result.code, result.stdout).toBe(0);
    const lines = result.stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('verdict: fit to be benchmarked');
    expect(lines.slice(0, -1).every((line) => line.startsWith('ok '))).toBe(true);
    expect(lines[0]).toMatch(/speaks 0\.3 and 1\.0 at http:\/\/127\.0\.0\.1/);
    expect(result.stderr).toMatch(/up to 12 questions/);
    expect(counters.messages).toBe(12);
    // The repeated one comes from memory, and nothing is asked for an empty question.
    expect(endpoint.requests).toHaveLength(10);
    expect(endpoint.abandoned()).toBe(1);
  });

  test('names the weaknesses of an agent that answers with messages from a wildcard address', async () => {
    const agent = await scripted({
      rpc: () => wireMessage('42'),
      cardUrl: 'http://0.0.0.0:{port}/',
    });
    const result = await check(agent.url, '--json');
    expect(result.code).toBe(0);
    expect(statuses(result)).toEqual({
      card: 'warn',
      answer: 'warn',
      latency: 'ok',
      concurrency: 'ok',
      duplicate: 'warn',
      'unknown task': 'warn',
      'empty question': 'warn',
      trading: 'warn',
      'large input': 'ok',
      cancellation: 'warn',
    });
    expect(agent.calls.filter((call) => call === 'message/send').length).toBeLessThanOrEqual(12);
  });

  test('notices work that is not cancelled, tasks mixed up and questions taken in turn', async () => {
    let queue: Promise<unknown> = Promise.resolve();
    let asked = 0;
    const agent = await scripted({
      rpc(method, params) {
        if (method === 'tasks/cancel') return { ...wireTask('working'), id: params.id };
        if (method === 'tasks/get') {
          return params.id === 'long'
            ? { ...wireTask('working'), id: 'long' }
            : wireTask('completed', '42');
        }
        if (method !== 'message/send') return {};
        if (JSON.stringify(params).includes('2000 words')) {
          return { ...wireTask('working'), id: 'long' };
        }
        asked += 1;
        const result = { ...wireTask('completed', '42'), id: `task-${asked}` };
        queue = queue.then(() => sleep(200));
        return queue.then(() => result);
      },
    });
    const result = await check(agent.url, '--json');
    expect(result.code).toBe(1);
    expect(statuses(result)).toMatchObject({
      answer: 'ok',
      concurrency: 'warn',
      duplicate: 'warn',
      'unknown task': 'fail',
      cancellation: 'warn',
    });
  });

  test('asks nothing more of an agent that cannot answer', async () => {
    const agent = await scripted({ rpc: () => wireTask('failed') });
    const result = await check(agent.url, '--json');
    expect(result.code).toBe(1);
    expect(statuses(result)).toEqual({ card: 'ok', answer: 'fail' });
    expect(agent.calls.filter((call) => call === 'message/send')).toHaveLength(1);
  });

  test('says what is missing where no agent is', async () => {
    const nobody = await check('http://127.0.0.1:1');
    expect(nobody.code).toBe(1);
    expect(nobody.stdout).toMatch(/^fail +card .*ECONNREFUSED.*To do: serve an agent card/);
    const noUrl = await check('gpu-box');
    expect(noUrl).toMatchObject({ code: 2, stderr: expect.stringContaining('no agent URL') });
  });
});
