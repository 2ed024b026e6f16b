import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { A2aAgentClient } from '../../src/adapters/a2a/a2a-agent-client.ts';
import type { AgentRequest, RunningAgent } from '../../src/adapters/agents/agent-host.ts';
import { ProcessAgentHost } from '../../src/adapters/agents/process-agent-host.ts';
import { ProcessRegistry } from '../../src/adapters/process/process-registry.ts';
import { ConfigurationError, DeploymentError } from '../../src/domain/errors.ts';
import type { AgentSpec, ModelSettings } from '../../src/domain/suite/config-run.ts';
import { startFakeAnthropic } from '../support/fake-anthropic.ts';
import { startFakeOpenAi } from '../support/fake-openai.ts';
import { startScriptedAgent, wireMessage } from '../support/scripted-agent.ts';

const anytime = () => AbortSignal.timeout(30_000);

/** Serves what it was started with, and the names of its environment. */
const COMMAND = `
const { createServer } = require('node:http');
const { PORT, HOST, OPENAI_BASE_URL, OPENAI_API_KEY, LLM_MODEL } = process.env;
const { LLM_TEMPERATURE, LLM_TOOLS } = process.env;
const seen = { OPENAI_BASE_URL, OPENAI_API_KEY, LLM_MODEL, LLM_TEMPERATURE, LLM_TOOLS };
createServer((_request, response) => response.end(
  JSON.stringify({ name: 'command agent', seen, names: Object.keys(process.env) }),
)).listen(Number(PORT), HOST);
`;

describe('agents of a host', () => {
  let dir: string;
  let processes: ProcessRegistry;
  let host: ProcessAgentHost;
  const requests: AgentRequest[] = [];

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'durabench-agents-'));
    processes = new ProcessRegistry(dir);
    host = hostWith({ allowCommand: false });
  });
  afterEach(async () => {
    await processes.stopAll();
    await rm(dir, { recursive: true });
    requests.length = 0;
  });

  const hostWith = (options: { allowCommand: boolean; cardTimeoutMs?: number }) =>
    new ProcessAgentHost({
      processes,
      environment: { MODEL_KEY: 'secret-model-key', OTHER_KEY: 'other' },
      ...options,
    });
  const request = (spec: AgentSpec, over: Partial<AgentRequest> = {}): AgentRequest => ({
    ...{ agentId: 'suite/demo/run-1/config', spec, holder: 'config', ...over },
  });
  const answer = async ({ url }: RunningAgent, text = 'q') => {
    const ask = { url, messageId: text, text, onAgentTask: async () => undefined };
    return (await new A2aAgentClient().ask(ask, anytime())).text;
  };

  test('an agent is started once, adopted after that, and gone after its release', async () => {
    const idle = request({ kind: 'do-nothing' });
    const started = await host.ensure(idle, anytime());
    expect(started.adopted).toBe(false);
    expect(await answer(started)).toBe('I do not know.');
    const adopted = await hostWith({ allowCommand: false }).ensure(idle, anytime());
    expect(adopted).toEqual({ ...started, adopted: true });
    expect(await host.release(idle)).toEqual({ stopped: true });
    expect(await host.check(started, idle, anytime())).toMatchObject({ alive: false });
    expect(await host.release(idle)).toEqual({ stopped: false });
  });

  test('a killed agent is noticed, also by a caller at work, and comes back', async () => {
    const idle = request({ kind: 'do-nothing' });
    const agent = await host.ensure(idle, anytime());
    expect(await host.check(agent, idle, anytime())).toEqual({ alive: true });
    process.kill(agent.pid ?? Number.NaN, 'SIGKILL');
    await expect.poll(() => host.check(agent, idle, anytime())).toMatchObject({ alive: false });
    await expect(answer(agent)).rejects.toMatchObject({ agentCause: 'agent-unreachable' });
    const again = await host.ensure(idle, anytime());
    expect(again).toMatchObject({ url: agent.url, adopted: false });
    expect(again.pid).not.toBe(agent.pid);
    expect(await answer(again)).toBe('I do not know.');
  });

  test('another spec under the same id replaces the agent', async () => {
    const answersFile = join(dir, 'answers.jsonl');
    const line = { question: 'q', answer: 'Answer: 42', wrongAnswer: 'Answer: 1' };
    await writeFile(answersFile, `${JSON.stringify(line)}\n`);
    const idle = await host.ensure(request({ kind: 'do-nothing' }), anytime());
    const oracle = await host.ensure(request({ kind: 'oracle' }, { answersFile }), anytime());
    expect(oracle.pid).not.toBe(idle.pid);
    expect(await answer(oracle)).toBe('Answer: 42');
    const noisy: AgentSpec = { kind: 'noisy-oracle', accuracy: 0, seed: 1 };
    const wrong = await host.ensure(request(noisy, { answersFile }), anytime());
    expect(await answer(wrong)).toBe('Answer: 1');
  });

  test('the built-in agent asks the deployment it is given', async () => {
    const endpoint = await startFakeOpenAi();
    try {
      const model = {
        model: 'm',
        temperature: 0.5,
        maxTokens: 5,
        tools: false,
        apiKey: '${MODEL_KEY}',
      };
      const modelBaseUrl = endpoint.baseUrl;
      const agent = await host.ensure(
        request({ kind: 'builtin', model }, { modelBaseUrl }),
        anytime(),
      );
      expect(await answer(agent)).toBe('Answer: 42');
      expect(endpoint.requests[0]).toMatchObject({ model: 'm', temperature: 0.5, max_tokens: 5 });
    } finally {
      await endpoint.close();
    }
  });

  test('the built-in agent asks an Anthropic deployment in its own words', async () => {
    const endpoint = await startFakeAnthropic();
    try {
      const model: ModelSettings = {
        provider: 'anthropic',
        ...{ model: 'claude-x', temperature: 0.5, maxTokens: 5, tools: false },
        apiKey: '${MODEL_KEY}',
      };
      const modelBaseUrl = endpoint.origin;
      const spec = { kind: 'builtin', model } as const;
      const agent = await host.ensure(request(spec, { modelBaseUrl }), anytime());
      expect(await answer(agent)).toBe('Answer: 42');
      expect(endpoint.requests).toMatchObject([{ model: 'claude-x', temperature: 0.5 }]);
      expect(endpoint.heads[0]?.headers.get('authorization')).toBe('Bearer secret-model-key');
    } finally {
      await endpoint.close();
    }
  });

  test('what an agent lacks is a mistake of its config', async () => {
    const model = { model: 'm', temperature: 0, maxTokens: 5, tools: false };
    const modelBaseUrl = 'http://127.0.0.1:1/v1';
    const keyed: AgentSpec = { kind: 'builtin', model: { ...model, apiKey: '${MISSING_KEY}' } };
    for (const [flawed, named] of [
      [request({ kind: 'builtin', model }), 'deployment'],
      [request({ kind: 'oracle' }), 'answers file'],
      [request(keyed, { modelBaseUrl }), 'MISSING_KEY'],
      [request({ kind: 'command', command: ['node'] }), '--allow-command'],
    ] as const) {
      const ensured = host.ensure(flawed, anytime());
      await expect(ensured).rejects.toThrow(ConfigurationError);
      await expect(ensured).rejects.toThrow(named);
    }
  });

  test('a command is told its port and model, and none of the other secrets', async () => {
    const spec: AgentSpec = {
      kind: 'command',
      command: [process.execPath, '-e', COMMAND],
      model: { model: 'm', temperature: 0.5, maxTokens: 5, tools: false, apiKey: '${MODEL_KEY}' },
    };
    const open = hostWith({ allowCommand: true });
    const agent = await open.ensure(
      request(spec, { modelBaseUrl: 'http://127.0.0.1:1/v1' }),
      anytime(),
    );
    const card = (await (await fetch(agent.url)).json()) as { seen: object; names: string[] };
    expect(card.seen).toEqual({
      OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
      OPENAI_API_KEY: 'secret-model-key',
      LLM_MODEL: 'm',
      LLM_TEMPERATURE: '0.5',
      LLM_TOOLS: 'off',
    });
    expect(card.names).not.toContain('OTHER_KEY');
  });

  test('a command that exits, or never listens, is not left behind', async () => {
    const exits: AgentSpec = { kind: 'command', command: ['node', '-e', 'throw Error("no luck")'] };
    const open = hostWith({ allowCommand: true, cardTimeoutMs: 500 });
    await expect(open.ensure(request(exits), anytime())).rejects.toThrow(/no luck/);
    const sleeps: AgentSpec = { kind: 'command', command: ['sleep', '1000'] };
    const ensured = open.ensure(request(sleeps), anytime());
    await expect(ensured).rejects.toThrow(DeploymentError);
    await expect(ensured).rejects.toThrow(/served no card within 0.5 s/);
    expect(await open.release(request(sleeps))).toEqual({ stopped: false });
  });

  test('an agent at a URL is only looked at', async () => {
    const foreign = await startScriptedAgent({ rpc: () => wireMessage('42') });
    const asked = request({ kind: 'url', url: foreign.url });
    const agent = await host.ensure(asked, anytime());
    expect(agent).toEqual({ url: foreign.url, adopted: true });
    expect(await host.check(agent, asked, anytime())).toEqual({ alive: true });
    expect(await host.release(asked)).toEqual({ stopped: false });
    await foreign.close();
    expect(await host.check(agent, asked, anytime())).toMatchObject({ alive: false });
    await expect(host.ensure(asked, anytime())).rejects.toThrow(DeploymentError);
  });
});
