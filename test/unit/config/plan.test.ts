import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../../src/cli/commands/run.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';
import { durabench } from '../../support/cli.ts';

const EXPERIMENTS = `experiments:
  - name: priced
    description: From the shape of the original's files
    configs:
      - id: gpt
        llm_model: gpt-4o-mini
        llm_provider: openai
        llm_temperature: 0.0
        llm_max_tokens: 100
        llm_tools: false
        eval_config: eval_it.yaml
        num_tasks: 4
        repeats: 2
        sampling_strategy: stratified
        seed: 42
        notes: baseline
        budget: { usd: 1 }
      - { id: script, profile: both, agent: { command: [node, agent.js] }, eval_config: eval_it.yaml }
  - name: refused
    configs:
      - { id: medium, agent: oracle, eval_config: eval_bad.yaml }
`;
const DATASETS = `datasets:
  - type: synthetic
    generate: { seed: 1, count: 10 }
  - type: options
    generate: { seed: 1, count: 10 }
`;

/** Nothing listens there: a plan must not look. */
const NO_SERVER = { TEMPORAL_ADDRESS: '127.0.0.1:1' };

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'durabench-plan-'));
  await mkdir(join(project, 'experiments'));
  const write = (name: string, text: string) => writeFile(join(project, name), text);
  await write('experiments/two.yaml', EXPERIMENTS);
  await write('experiments/eval_it.yaml', `debate: true\n${DATASETS}`);
  await write('experiments/eval_bad.yaml', `${DATASETS}  - {type: crypto, pg_enabled: yes}\n`);
  await write('.env', 'EVAL_SCENARIO_SEED=5\nOPENAI_API_KEY=a-value-nobody-sees\n');
});
afterAll(() => rm(project, { recursive: true }));

/** The command in this process, for what does not depend on the folder it is started in. */
async function run(options: Parameters<typeof runCommand>[1], file = 'two') {
  const output = { stdout: '', stderr: '' };
  const into = (name: keyof typeof output) => ({
    write: (text: string) => {
      output[name] += text;
    },
  });
  const code = await runCommand([file], options, {
    settings: readSettings({ env: { HOME: project }, dotenv: {}, cwd: project }),
    stdout: into('stdout'),
    stderr: into('stderr'),
    json: options.list === true,
    signal: new AbortController().signal,
  });
  return { code, ...output };
}

describe('a plan', () => {
  test('says what would run where and at what cost, without a server', async () => {
    const args = ['run', 'two', '--experiment', 'priced', '--plan', '--json'];
    const { code, stdout, stderr } = await durabench(args, { cwd: project, env: NO_SERVER });
    expect(code).toBe(0);
    const { suites } = JSON.parse(stdout);
    const [gpt, script] = suites[0].configs;
    expect(gpt).toMatchObject({
      ...{ model: 'gpt-4o-mini', endpoint: 'https://api.openai.com/v1', host: 'local' },
      ...{ tasks: 4, tasksByDataset: { synthetic: 2, options: 2 }, repeats: 2, calls: 8 },
      ...{ timeoutSeconds: 300, budget: { usd: 1 }, sampling: { seed: 42 } },
      filled: [{ key: 'llm_api_key', value: '${OPENAI_API_KEY}', source: 'OPENAI_API_KEY (.env)' }],
    });
    // 8 calls of 100 tokens at 0.60 USD a million, and what is asked at 0.15.
    const { inputTokens, outputTokensMax, usdMax } = gpt.cost;
    expect(outputTokensMax).toBe(800);
    expect(inputTokens).toBeGreaterThan(8 * 100);
    expect(usdMax).toBeCloseTo((inputTokens * 0.15 + 800 * 0.6) / 1e6, 12);
    expect(gpt).toMatchObject({ profile: 'corrected', extraCalls: 0, agentIdentity: null });
    expect(script).toMatchObject({ cost: null, sampling: { seed: 5 } });
    expect(script).toMatchObject({
      ...{ profile: 'both', extraCalls: 0, agentIdentity: { url: 'http://127.0.0.1:9110/' } },
    });
    // The eval config wants answers followed up, which only the original's profiles do.
    expect([gpt.followUpsMax, script.followUpsMax]).toEqual([0, script.calls]);
    expect(script.needs).toEqual(['a worker of host "local" started with --allow-command']);
    expect(stderr).toMatch(/^warning: .*eval_it\.yaml: debate has no effect/);
    expect(stdout + stderr).not.toContain('a-value-nobody-sees');
  });

  test('of all experiments names what would be refused, and ends with 2', async () => {
    const { code, stdout } = await run({ all: true, dryRun: true });
    expect(code).toBe(2);
    expect(stdout).toMatch(/suite priced[\s\S]*suite refused/);
    expect(stdout).toMatch(
      /REFUSED {2}config "medium": .*eval_bad\.yaml: datasets\[2\]\.pg_enabled/,
    );
    expect(stdout).toContain(
      'both: no extra calls of the agent, the same replies are graded twice',
    );
    expect(stdout).toContain('20 calls, and up to 20 follow-ups');
    expect(stdout).toContain('nothing was started');
  });
});

test('what is not built is refused before a server is looked for', async () => {
  await expect(run({ experiment: 'refused' })).rejects.toThrow(
    'eval_bad.yaml: datasets[2].pg_enabled: candles are not read from PostgreSQL',
  );
});

test('a list shows the experiments of a file with their configs', async () => {
  const { code, stdout } = await run({ list: true });
  expect(code).toBe(0);
  const [{ experiments }] = JSON.parse(stdout).files;
  expect(experiments).toMatchObject([
    { name: 'priced', configs: [{ id: 'gpt', asks: 'gpt-4o-mini' }, { id: 'script' }] },
    { name: 'refused', configs: [{ id: 'medium', evalConfig: 'eval_bad.yaml' }] },
  ]);
});

test.each([
  [{ all: true, configId: ['gpt'] }, /--all runs every experiment/],
  [{ all: true, detach: true }, /--all runs every experiment/],
  [{ experiment: 'priced', hold: 'long' }, /--hold "long": give minutes/],
  [{ experiment: 'priced', configId: ['gtp'], plan: true }, /did you mean "gpt"\?/],
])('%j is wrong use', async (options, says) => {
  await expect(run(options)).rejects.toThrow(says);
});
