import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { A2aAgentClient } from '../../src/adapters/a2a/a2a-agent-client.ts';
import type { AgentFlags } from '../../src/agent/agent-settings.ts';
import { serveAgent } from '../../src/agent/serve-agent.ts';
import { playWithPolicy } from '../../src/domain/market/policies/play-with-policy.ts';
import { rules } from '../../src/domain/market/policies/rules.ts';
import { startFakeOpenAi } from '../support/fake-openai.ts';
import { type PaperBar, type PaperRecord, paperEpisode } from '../support/paper-episode.ts';

const LISTEN = { host: '127.0.0.1', port: 0 };
const BARS: readonly PaperBar[] = [100, 103, 99, 104].map((close, step) => ({
  ...{ close, step },
  indicators: { rsi: 50, ema_20: 101, ema_50: 100, atr: 1 },
}));

interface WireTask {
  readonly id: string;
  readonly contextId: string;
  readonly status: { readonly state: string };
  readonly artifacts: readonly { readonly name: string; readonly parts: { text?: string }[] }[];
}

/** One message as a foreign caller sends it; both protocols, waiting for the end. */
async function send(url: string, text: string, contextId?: string, version = '0.3') {
  const isLegacy = version === '0.3';
  const message = {
    messageId: randomUUID(),
    ...(contextId && { contextId }),
    ...(isLegacy
      ? { kind: 'message', role: 'user', parts: [{ kind: 'text', text }] }
      : { role: 'ROLE_USER', parts: [{ text }] }),
  };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'a2a-version': version },
    body: JSON.stringify({
      ...{ jsonrpc: '2.0', id: 1, method: isLegacy ? 'message/send' : 'SendMessage' },
      params: { message, ...(isLegacy && { configuration: { blocking: true } }) },
    }),
  });
  const { result, error } = (await response.json()) as { result?: object; error?: object };
  if (result === undefined) throw new Error(JSON.stringify(error));
  return ('task' in result ? result.task : result) as WireTask;
}

const decisionOf = ({ artifacts }: WireTask): unknown =>
  JSON.parse(artifacts.find(({ name }) => name === 'answer')?.parts[0]?.text ?? 'null');

describe('an episode with one of our agents', () => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });
  const noModel = () => {
    throw new Error('asked for a model');
  };
  const serve = async (flags: AgentFlags, options: Parameters<typeof serveAgent>[1] = noModel) => {
    const server = await serveAgent(flags, options);
    open.push(() => server.close());
    return server;
  };

  /** Payloads as they come when the rules trade the bars. */
  function payloads(): readonly string[] {
    const shown: string[] = [];
    const episode = paperEpisode(BARS);
    for (let turn = episode.next(); turn.done !== true; ) {
      shown.push(turn.value.payload());
      turn = episode.next({ kind: 'failed', reason: 'only looking' });
    }
    return shown;
  }

  test.each(['0.3', '1.0'])(
    'is one conversation of finished tasks (protocol %s)',
    async (version) => {
      const { url } = await serve({ kind: 'rules', ...LISTEN });
      const tasks: WireTask[] = [];
      for (const text of payloads()) {
        tasks.push(await send(url, text, tasks[0]?.contextId, version));
      }
      expect(tasks[0]?.contextId).toMatch(/\S/);
      expect(new Set(tasks.map(({ contextId }) => contextId)).size).toBe(1);
      expect(new Set(tasks.map(({ id }) => id)).size).toBe(BARS.length);
      for (const { status } of tasks) expect(status.state).toMatch(/completed/i);
      const record: PaperRecord = { inputs: [] };
      playWithPolicy(paperEpisode(BARS, record), rules);
      const actions = record.inputs.map((input) => 'decision' in input && input.decision.action);
      expect(tasks.map(decisionOf)).toMatchObject(actions.map((action) => ({ action })));
    },
  );

  test('goes on in its conversation when the agent is restarted between two decisions', async () => {
    const [first = '', second = ''] = payloads();
    const before = await serveAgent({ kind: 'random-trader', seed: 5, ...LISTEN }, noModel);
    const { contextId } = await send(before.url, first);
    const undisturbed = decisionOf(await send(before.url, second, contextId));
    await before.close();
    const after = await serve({ kind: 'random-trader', seed: 5, ...LISTEN });
    const task = await send(after.url, second, contextId);
    expect(task.contextId).toBe(contextId);
    expect(decisionOf(task)).toEqual(undisturbed);
  });

  test('the built-in agent decides by its model, and fails a task whose model fails', async () => {
    const endpoint = await startFakeOpenAi();
    open.push(() => endpoint.close());
    const { url } = await serve({ kind: 'builtin', ...LISTEN }, () => ({
      ...{ provider: 'openai', baseUrl: endpoint.baseUrl, apiKey: 'dummy', model: 'm' },
      ...{ temperature: 0, maxTokens: 100, tools: true },
    }));
    endpoint.behave({ kind: 'reply', text: 'I say: {"action":"buy","size":0.5}' });
    const [first = '', second = ''] = payloads();
    const task = await send(url, first);
    expect(decisionOf(task)).toMatchObject({ action: 'BUY', size: 0.5, stop_loss: null });
    endpoint.behave({ kind: 'raw', status: 429, body: {} });
    const failed = await send(url, second, task.contextId);
    expect(failed.status.state).toMatch(/failed/i);
    const asked = { url, messageId: 'm', text: second, onAgentTask: async () => undefined };
    const asking = new A2aAgentClient().ask(asked, AbortSignal.timeout(20_000));
    await expect(asking).rejects.toMatchObject({ agentCause: 'rate-limited' });
  });

  test('a question between decisions is answered as a question', async () => {
    const { url } = await serve({ kind: 'buy-and-hold', ...LISTEN });
    const task = await send(url, 'What is the ROE?');
    expect(task.artifacts[0]?.parts[0]?.text).toBe('I do not know.');
  });
});
