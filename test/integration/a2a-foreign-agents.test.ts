import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { A2aAgentClient } from '../../src/adapters/a2a/a2a-agent-client.ts';
import {
  type AgentScript,
  type ScriptedAgent,
  startScriptedAgent,
  wireMessage,
  wireTask,
} from '../support/scripted-agent.ts';

const anytime = () => AbortSignal.timeout(20_000);

describe('asking agents of others', () => {
  const agents: ScriptedAgent[] = [];
  afterEach(async () => {
    for (const agent of agents.splice(0)) await agent.close();
  });

  const start = async (script: AgentScript) => {
    const agent = await startScriptedAgent(script);
    agents.push(agent);
    return agent;
  };
  const ask = (url: string, signal = anytime(), client = new A2aAgentClient()) =>
    client.ask({ url, messageId: 'm1', text: 'q', onAgentTask: async () => undefined }, signal);

  test('takes a direct reply, and asks for the card once', async () => {
    const agent = await start({ rpc: () => wireMessage('42') });
    const client = new A2aAgentClient();
    const replies = await Promise.all([1, 2, 3].map(() => ask(agent.url, anytime(), client)));
    expect(replies.map(({ text }) => text)).toEqual(['42', '42', '42']);
    expect(agent.calls.filter((call) => call === 'card')).toHaveLength(1);
  });

  test('finds the card at its former place, and the agent behind 0.0.0.0', async () => {
    const agent = await start({
      rpc: () => wireMessage('42'),
      cardPath: '/.well-known/agent.json',
      cardUrl: 'http://0.0.0.0:{port}/rpc',
    });
    expect((await ask(agent.url)).text).toBe('42');
  });

  test('believes the task, not a stream that never ends', async () => {
    let looks = 0;
    const agent = await start({
      rpc(method, _params, response) {
        if (method === 'message/send') return wireTask('submitted');
        if (method === 'tasks/get')
          return ++looks < 3 ? wireTask('working') : wireTask('completed', '42');
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': silence\n\n');
        return undefined;
      },
    });
    expect((await ask(agent.url)).text).toBe('42');
  });

  test('goes on looking when the stream breaks', async () => {
    let looks = 0;
    const agent = await start({
      rpc(method, _params, response) {
        if (method === 'message/send') return wireTask('submitted');
        if (method === 'tasks/get')
          return ++looks < 3 ? wireTask('working') : wireTask('completed', '42');
        response.destroy();
        return undefined;
      },
    });
    expect((await ask(agent.url)).text).toBe('42');
  });

  test('an abort ends everything at once: no request follows it', async () => {
    const agent = await start({
      rpc(method, _params, response) {
        if (method === 'message/send') return wireTask('submitted');
        if (method === 'tasks/get') return wireTask('working');
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': silence\n\n');
        return undefined;
      },
    });
    const abort = new AbortController();
    const asked = ask(agent.url, abort.signal);
    setTimeout(() => abort.abort(new Error('timed out')), 250);
    await expect(asked).rejects.toThrow('timed out');
    const calls = agent.calls.length;
    await sleep(500);
    expect(agent.calls).toHaveLength(calls);
  });

  test('an abort does not wait for an agent that is silent about the question', async () => {
    const agent = await start({ rpc: () => undefined });
    const asked = ask(agent.url, AbortSignal.timeout(200));
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('a task forgotten on the way is an unreachable agent', async () => {
    const agent = await start({
      rpc(method, _params, response) {
        if (method === 'message/send') return wireTask('submitted');
        response.writeHead(200, { 'content-type': 'application/json' });
        const error = { code: -32001, message: 'Task not found' };
        response.end(JSON.stringify({ jsonrpc: '2.0', id: null, error }));
        return undefined;
      },
    });
    await expect(ask(agent.url)).rejects.toMatchObject({ agentCause: 'agent-unreachable' });
  });

  test.each<[string, AgentScript['rpc']]>([
    ['a server error', (_method, _params, response) => void response.writeHead(500).end('<html>')],
    ['a missing page', (_method, _params, response) => void response.writeHead(404).end('no')],
    ['something that is not JSON', (_method, _params, response) => void response.end('hello')],
    ['a result of no known kind', () => ({ kind: 'poem' })],
  ])('%s breaks the protocol', async (_name, rpc) => {
    const agent = await start({ rpc });
    await expect(ask(agent.url)).rejects.toMatchObject({ agentCause: 'protocol-error' });
  });

  test('a server without any card breaks the protocol', async () => {
    const agent = await start({ rpc: () => undefined, cardPath: '/elsewhere' });
    await expect(ask(agent.url)).rejects.toMatchObject({ agentCause: 'protocol-error' });
  });

  test('reads the card anew after a failure: another agent may listen there now', async () => {
    const client = new A2aAgentClient();
    const former = await start({ rpc: () => wireMessage('old') });
    expect((await ask(former.url, anytime(), client)).text).toBe('old');
    agents.length = 0;
    await former.close();
    await expect(ask(former.url, anytime(), client)).rejects.toMatchObject({
      agentCause: 'agent-unreachable',
    });
    const port = Number(new URL(former.url).port);
    const next = await start({ rpc: () => wireMessage('new'), port });
    expect((await ask(former.url, anytime(), client)).text).toBe('new');
    expect(next.calls).toContain('card');
  });
});
