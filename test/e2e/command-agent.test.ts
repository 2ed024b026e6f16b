import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { durabench, succeed } from '../support/cli.ts';
import { chatAnswer, modelList, ScriptedEndpoint } from '../support/scripted-endpoint.ts';

const AGENT_PROGRAM = join(import.meta.dirname, '../../src/agent/main.ts');
/** Notes what it is given, then serves the built-in agent where it is told to. */
const PROGRAM = `import { writeFileSync } from 'node:fs';
writeFileSync(new URL('environment.json', import.meta.url), JSON.stringify(process.env));
process.argv.push('--kind', 'builtin', '--port', process.env.PORT);
await import(${JSON.stringify(pathToFileURL(AGENT_PROGRAM).href)});
`;
const env = { HOSTED_KEY: 'key-of-the-provider', OTHER_KEY: 'key-of-somebody-else' };

let cwd: string;
let endpoint: ScriptedEndpoint;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'durabench-command-'));
  endpoint = await ScriptedEndpoint.start({
    '/v1/models': modelList('hosted'),
    '/v1/chat/completions': chatAnswer('Answer: 42', 'hosted'),
  });
  mkdirSync(join(cwd, 'experiments'));
  writeFileSync(join(cwd, 'agent.mjs'), PROGRAM);
  writeFileSync(join(cwd, 'experiments/command.yaml'), experiment());
  await succeed(['up', '--allow-command'], { cwd, env });
});

afterAll(async () => {
  await succeed(['down'], { cwd });
  await endpoint.stop();
  await rm(cwd, { recursive: true, force: true });
});

test('a program of the user is the agent, and is given the model of its config and no other secret', async () => {
  const { code, stdout, stderr } = await durabench(['run', 'command'], { cwd });
  expect(code, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/scored +3/);

  const given = JSON.parse(readFileSync(join(cwd, 'environment.json'), 'utf8'));
  expect(given).toMatchObject({
    OPENAI_BASE_URL: `${endpoint.origin}/v1`,
    OPENAI_API_KEY: 'key-of-the-provider',
    LLM_MODEL: 'hosted',
    LLM_TEMPERATURE: '0.5',
    LLM_MAX_TOKENS: '77',
  });
  expect(Object.keys(given)).not.toContain('OTHER_KEY');
  // Its own questions came with its own settings.
  const asked = endpoint.seen.filter(({ body }) => body.includes('"max_tokens":77'));
  expect(asked).toHaveLength(3);
});

const experiment = (): string => `experiments:
  - name: command
    configs:
      - id: own-agent
        agent: { command: ["${process.execPath}", "${join(cwd, 'agent.mjs')}"] }
        llm_model: hosted
        llm_api_key: \${HOSTED_KEY}
        llm_temperature: 0.5
        llm_max_tokens: 77
        deployment: { engine: external, base_url: "${endpoint.origin}/v1", slots: 2 }
        eval_config:
          name: command
          datasets:
            - { type: synthetic, generate: { seed: 3, count: 3 } }
`;
