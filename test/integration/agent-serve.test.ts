import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { A2aAgentClient } from '../../src/adapters/a2a/a2a-agent-client.ts';
import { PACKAGE_ROOT } from '../../src/settings/package-root.ts';
import { durabench } from '../support/cli.ts';
import { FAKE_CLAUDE, startFakeAnthropic } from '../support/fake-anthropic.ts';

const SHIM = join(PACKAGE_ROOT, 'bin', 'durabench.mjs');
/** Whatever the machine that runs the tests has set. */
const MODEL_VARIABLE = /^(OPENAI|ANTHROPIC|LLM|PURPLE)_/;

describe('durabench agent serve', () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'durabench-serve-'));
  });
  afterAll(() => rm(cwd, { recursive: true }));

  async function serve(flags: readonly string[]) {
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !MODEL_VARIABLE.test(name)),
    );
    const child = spawn(process.execPath, [SHIM, 'agent', 'serve', '--port', '0', ...flags], {
      ...{ cwd, env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return {
      line,
      url: /http:\S+/.exec(line)?.[0] ?? '',
      async stop() {
        child.kill('SIGTERM');
        return (await exited)[0];
      },
    };
  }

  test('serves the built-in agent on the model of .env until it is told to stop', async () => {
    await writeFile(join(cwd, '.env'), 'LLM_MODEL=m\nOPENAI_BASE_URL=http://127.0.0.1:1/v1\n');
    const agent = await serve([]);
    const health = await (await fetch(new URL('health', agent.url))).json();
    expect(health).toMatchObject({ status: 'ok' });
    expect(await agent.stop()).toBe(0);
  });

  test('serves it on an Anthropic model when .env says so', async () => {
    const endpoint = await startFakeAnthropic();
    try {
      await writeFile(
        join(cwd, '.env'),
        `LLM_PROVIDER=anthropic\nLLM_MODEL=claude-x\nANTHROPIC_API_KEY=key-1\nANTHROPIC_BASE_URL=${endpoint.origin}\n`,
      );
      const agent = await serve([]);
      const asked = { url: agent.url, messageId: 'm1', text: 'q', onAgentTask: async () => {} };
      const reply = await new A2aAgentClient().ask(asked, AbortSignal.timeout(20_000));
      expect(reply).toMatchObject({ text: 'Answer: 42', answeredModel: FAKE_CLAUDE });
      expect(endpoint.requests).toMatchObject([{ model: 'claude-x', temperature: 0 }]);
      expect(await agent.stop()).toBe(0);
    } finally {
      await endpoint.close();
    }
  });

  test('shows the address that its card says', async () => {
    const agent = await serve(['--kind', 'do-nothing', '--card-url', 'http://box:1/a2a']);
    expect(agent.line).toMatch(/^do-nothing agent at http:\/\/box:1\/a2a /);
    expect(await agent.stop()).toBe(0);
  });

  test('ends with code 2 and a hint when it lacks something', async () => {
    const args = ['agent', 'serve', '--kind', 'oracle'];
    const { code, stderr } = await durabench(args, { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/answers/);
  });
});
