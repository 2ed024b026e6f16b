import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { durabench, recordedPid, succeed } from '../support/cli.ts';
import {
  chatAnswer,
  modelList,
  ScriptedEndpoint,
  type SeenRequest,
} from '../support/scripted-endpoint.ts';

const QUESTIONS = join(import.meta.dirname, '../fixtures/questions/small.json');
const GENERATED = '{ type: synthetic, generate: { seed: 5, count: 4 } }';

let cwd: string;
let endpoint: ScriptedEndpoint;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'durabench-exit-codes-'));
  endpoint = await ScriptedEndpoint.start({
    '/v1/models': modelList('overloaded', 'unpaid'),
    '/v1/chat/completions': complete,
  });
  mkdirSync(join(cwd, 'experiments'));
  cpSync(QUESTIONS, join(cwd, 'experiments/questions.json'));
  cpSync(QUESTIONS, join(cwd, 'outside.json'));
  await succeed(['up'], { cwd });
});

afterAll(async () => {
  await succeed(['down'], { cwd });
  await endpoint.stop();
  await rm(cwd, { recursive: true, force: true });
});

test('0: every task has a score, however low', async () => {
  write('scored', 'agent: do-nothing', GENERATED);
  const { code, stdout } = await run('scored');
  expect(code).toBe(0);
  expect(stdout).toMatch(/scored +4.*correct +0/);
});

test('0: the questions of a file beside the experiments are asked, but for those with a bad gold answer', async () => {
  const agent = 'agent: oracle, coverage_min: 0.6';
  write('from-file', agent, '{ type: synthetic, path: questions.json }');
  const { code, stdout, stderr } = await run('from-file');
  expect(code, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/scored 4 +correct 4 +failed 0 +unscored 2/);
});

test('3: those are too many for the usual coverage', async () => {
  write('bad-gold', 'agent: oracle', '{ type: synthetic, path: questions.json }');
  expect((await run('bad-gold')).code).toBe(3);
});

test('3: the provider fails for so many tasks that the score means nothing', async () => {
  write('uncovered', model('overloaded'), GENERATED);
  const { code, stderr } = await run('uncovered');
  expect(code).toBe(3);
  expect(stderr).toContain('only is not publishable');
});

test('1: a config failed, even when its neighbour did not', async () => {
  const good = configOf('agent: oracle', GENERATED, 'good');
  writeConfigs('unpaid', [good, configOf(model('unpaid'), GENERATED, 'unpaid')]);
  const { code, stdout, stderr } = await run('unpaid');
  expect(code).toBe(1);
  expect(stderr).toContain('unpaid failed');
  expect(stdout).toMatch(/good .* 100\.00/);
});

test('2: a key that does not exist is named with its place', async () => {
  write('mistyped', 'agnet: oracle', GENERATED);
  const { code, stderr } = await run('mistyped');
  expect(code).toBe(2);
  expect(stderr).toMatch(/mistyped\.yaml:\d+:\d+: .*agnet: unknown key.*agent/);
});

test('2: a question file outside the experiments folder is not read', async () => {
  write('beyond', 'agent: oracle', '{ type: synthetic, path: ../outside.json }');
  const { code, stderr } = await run('beyond');
  expect(code).toBe(2);
  expect(stderr).toContain(`${join(cwd, 'outside.json')} is outside`);
});

test('2: an agent that wants a program started is refused without --allow-command', async () => {
  write('program', 'agent: { command: [touch, started] }', GENERATED);
  const { code, stderr } = await run('program');
  expect(code).toBe(2);
  expect(stderr).toContain('--allow-command');
});

// The last one: it takes the worker away.
test('2: there is no worker, and the command that starts one is named', async () => {
  const worker = recordedPid(join(cwd, '.durabench/worker/worker.json'));
  process.kill(worker, 'SIGTERM');
  while (isRunning(worker)) await sleep(100);
  const { code, stderr } = await durabench(['run', 'scored'], { cwd });
  expect(code, stderr).toBe(2);
  expect(stderr).toContain('no worker polls');
  expect(stderr).toContain('durabench up');
});

const run = (suite: string) => durabench(['run', suite, '--run-key', 'key'], { cwd });

const complete = (seen: SeenRequest, response: ServerResponse): void =>
  answerTo(seen)(seen, response);

/** The look that is taken before a run is answered; the run itself is not. */
function answerTo({ body }: SeenRequest) {
  const { model: name } = JSON.parse(body);
  if (body.includes('What is 2 + 2?')) return chatAnswer('4', name);
  return (_: SeenRequest, response: ServerResponse): void => {
    response.writeHead(name === 'unpaid' ? 402 : 500, { 'retry-after': '0' }).end('no');
  };
}

const model = (name: string): string => `llm_model: ${name}, llm_api_base: "${endpoint.origin}/v1"`;

const configOf = (agent: string, dataset: string, id: string): string =>
  `{ id: ${id}, ${agent}, eval_config: { name: e, datasets: [${dataset}] } }`;

const write = (suite: string, agent: string, dataset: string): void =>
  writeConfigs(suite, [configOf(agent, dataset, 'only')]);

function writeConfigs(suite: string, configs: readonly string[]): void {
  const text = `experiments: [{ name: ${suite}, configs: [${configs.join(', ')}] }]\n`;
  writeFileSync(join(cwd, 'experiments', `${suite}.yaml`), text);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
