import { afterEach, expect, test } from 'vitest';
import { A2aAgentClient } from '../../../src/adapters/a2a/a2a-agent-client.ts';
import { type ScriptedAgent, startScriptedAgent, wireTask } from '../../support/scripted-agent.ts';

let agent: ScriptedAgent;
afterEach(() => agent.close());

test('a question aborted on its way still learns the task it has to be cancelled by', async () => {
  const controller = new AbortController();
  const named: string[] = [];
  agent = await startScriptedAgent({
    rpc: () => {
      controller.abort(new Error('the run was cancelled'));
      return wireTask('working');
    },
  });
  await expect(ask(controller.signal, named)).rejects.toThrow('the run was cancelled');
  expect(named).toEqual(['task-1']);
});

test('an agent that does not answer holds an aborted question for two seconds only', async () => {
  const controller = new AbortController();
  const named: string[] = [];
  agent = await startScriptedAgent({
    rpc: () => {
      controller.abort(new Error('the run was cancelled'));
      return undefined;
    },
  });
  const startedMs = performance.now();
  await expect(ask(controller.signal, named)).rejects.toThrow('the run was cancelled');
  expect(performance.now() - startedMs).toBeGreaterThan(1_500);
  expect(named).toEqual([]);
});

const ask = (signal: AbortSignal, named: string[]) =>
  new A2aAgentClient().ask(
    {
      url: agent.url,
      messageId: 'message-1',
      text: 'What is 2 + 2?',
      onAgentTask: async (id) => {
        named.push(id);
      },
    },
    signal,
  );
