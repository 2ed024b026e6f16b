import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { showCommand } from '../../../src/cli/commands/show.ts';
import { EXIT } from '../../../src/cli/context.ts';
import { nextGeneration } from '../../../src/cli/resume-generation.ts';
import { artifactRoot } from '../../../src/cli/stored-run.ts';
import {
  configKeys,
  configRoot,
  generationKey,
  roundKeys,
  runRoot,
  suiteKey,
} from '../../../src/domain/suite/artifact-keys.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';
import { aConfigRun } from '../../support/config-records.ts';
import { aReply } from '../../support/stored-run.ts';

const AT = '2026-11-23T08:00:00.000Z';
const ROOT = runRoot('core', 'monday');
const KEYS = configKeys(configRoot(ROOT, 'qwen'));
const usage = { inputTokens: 30, outputTokens: 5, modelCalls: 1 };
const task = (id: string) => ({
  id,
  dataset: 'synthetic' as const,
  category: 'bonds',
  difficulty: 'easy' as const,
  question: `What is ${id}?`,
  gold: { kind: 'text' as const, formatted: '42' },
  steps: [],
});
const outcome = (taskId: string, round: number, score: object) => ({
  schemaVersion: 1,
  taskId,
  dataset: 'synthetic',
  category: 'bonds',
  repeat: 0,
  round,
  score,
  intents: 2,
  redundantCalls: 1,
  usage,
  costUsd: 0.0021,
  answeredModel: 'qwen',
  latencyMs: 512.4,
  finishedAt: AT,
});

let dataRoot: string;
const settings = () =>
  readSettings({ env: { DURABENCH_ROOT: dataRoot, HOME: dataRoot }, cwd: dataRoot, dotenv: {} });
const store = () => createDirectoryStore(artifactRoot(settings()));

beforeAll(async () => {
  dataRoot = await mkdtemp(join(tmpdir(), 'durabench-show-'));
  const put = (key: string, value: unknown) => putJson(store(), key, value);
  const { ref: config } = await put(KEYS.run, aConfigRun({ configId: 'qwen' }));
  const plan = { configId: 'qwen', config, host: 'local', lane: 'local', slots: 1, timeoutMs: 1 };
  await put(suiteKey(ROOT), {
    schemaVersion: 1,
    suite: 'core',
    runKey: 'monday',
    storeId: 's',
    durabenchVersion: '0',
    createdAt: AT,
    configs: [{ ...plan, model: 'qwen', agent: 'builtin' }],
  });
  const tasks = ['retried', 'open', 'lost'].map(task);
  const { ref } = await put(KEYS.slice(0), { schemaVersion: 1, tasks });
  await put(KEYS.manifest, {
    schemaVersion: 1,
    configId: 'qwen',
    datasets: [],
    tasks: tasks.map(({ id, dataset }) => ({ id, dataset, sha256: 'b' })),
    slices: [ref],
  });
  const intent = (call: number) => ({
    schemaVersion: 1,
    call,
    messageId: `m${call}`,
    activityAttempt: call,
    startedAt: AT,
  });
  const first = roundKeys(KEYS.task('retried', 0), 0);
  await put(first.intent(1), intent(1));
  await put(first.callError(1), { cause: 'agent-timeout', message: 'too slow', at: AT });
  await put(
    first.outcome,
    outcome('retried', 0, {
      kind: 'failed',
      reason: 'agent-timeout',
      message: 'too slow',
    }),
  );
  const second = roundKeys(KEYS.task('retried', 0), 1);
  await put(second.intent(1), intent(1));
  await put(second.intent(2), intent(2));
  await put(second.reply, {
    schemaVersion: 1,
    call: 2,
    text: 'Steps\u001b[2J\nAnswer: 42',
    usage,
    answeredModel: 'qwen',
    finishReason: 'stop',
    latencyMs: 512.4,
    receivedAt: AT,
  });
  const right = { kind: 'scored', value: 1, max: 1, correct: true, subScores: {} };
  await put(second.outcome, {
    ...outcome('retried', 1, { ...right, feedback: 'read 42' }),
    compat: { ...right, value: 0.8, feedback: '42 is near 42' },
    rebuttal: { received: false, why: 'agent-failed: \u001b[2Jbroke' },
  });
  const lost = roundKeys(KEYS.task('lost', 0), 0);
  await put(lost.intent(1), intent(1));
  await put(lost.callReply(1), aReply('Error code: 402'));
  await put(lost.callError(1), { cause: 'provider-error', message: 'no credit', at: AT });
  await put(lost.outcome, {
    ...outcome('lost', 0, {
      kind: 'unscored',
      reason: 'infrastructure',
      retryable: true,
      message: 'server lost',
    }),
    compat: { kind: 'dropped', error: 'infrastructure: server lost' },
  });
});
afterAll(() => rm(dataRoot, { recursive: true }));

async function show(args: readonly string[], json = false): Promise<string> {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  const { signal } = new AbortController();
  const context = { settings: settings(), stdout, stderr: stdout, json, signal };
  expect(await showCommand(args, {}, context)).toBe(EXIT.ok);
  return text;
}

describe('records of a run that is still going, without any server', () => {
  test('a retried task counts once, by its latest round', async () => {
    const { configs } = JSON.parse(await show(['latest'], true));
    expect(configs[0]).toMatchObject({
      configId: 'qwen',
      counts: { planned: 3, scored: 1, correct: 1, failed: 0, unscored: 1, redundantCalls: 2 },
      report: null,
    });
  });

  test('tasks stand in the order of the manifest, open ones included', async () => {
    const [, , ...rows] = (await show(['monday', 'qwen'])).trimEnd().split('\n');
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
      ['retried', 'correct', '-', '1/1', '512 ms', '30+5', '$0.0021', '2', '1'],
      ['open', 'open', '-', '-', '-', '-', '-', '-', '-'],
      ['lost', 'unscored', 'infrastructure', '-', '512 ms', '30+5', '$0.0021', '2', '1'],
    ]);
  });

  test('a task shows every call of every round and how it ended', async () => {
    const text = await show(['monday', 'qwen', 'retried']);
    expect(text).toContain('call 1  2026-11-23T08:00:00.000Z  attempt 1  agent-timeout: too slow');
    expect(text).toContain('FAILED  agent-timeout, counts as 0: too slow');
    expect(text).toContain('attempt 1  no reply recorded');
    expect(text).toContain('attempt 2  answered in 512 ms, 30+5 tokens, model qwen, finish stop');
    expect(text).toContain('SCORE  1/1, correct: read 42');
  });

  test('a task of profile both shows what compat makes of it, and why that differs', async () => {
    expect(await show(['monday', 'qwen', 'retried'])).toContain(
      'COMPAT  0.8/1, correct: 42 is near 42 (compat takes points from right values)',
    );
    expect(await show(['monday', 'qwen', 'lost'])).toContain(
      'COMPAT  row dropped: infrastructure: server lost',
    );
  });

  test('a task that is followed up shows what came of it, without its control characters', async () => {
    const text = await show(['monday', 'qwen', 'retried']);
    expect(text).toMatch(/^REBUTTAL {2}none: agent-failed: .*broke$/m);
    expect(text).not.toContain('\u001b');
  });

  test('a refused reply is shown as what it was refused for, not as late', async () => {
    expect(await show(['monday', 'qwen', 'lost'])).toContain(
      'attempt 1  provider-error: no credit',
    );
  });

  test("an answer's control characters do not reach the terminal, its line breaks do", async () => {
    const text = await show(['monday', 'qwen', 'retried']);
    expect(text).toContain('  Steps\uFFFD[2J\n  Answer: 42\n');
  });

  test('a task not asked yet shows its question', async () => {
    const text = await show(['monday', 'qwen', 'open']);
    expect(text).toContain('What is open?');
    expect(text).toContain('not asked yet');
  });

  test('unknown configs and tasks suggest the nearest name', async () => {
    await expect(show(['monday', 'qwn'])).rejects.toThrow('did you mean "qwen"?');
    await expect(show(['monday', 'qwen', 'opne'])).rejects.toThrow('did you mean "open"?');
  });
});

describe('the number of a resume', () => {
  const first = { suite: 'core', runKey: 'tuesday' };

  test('the first is 1, whether or not the start recorded itself', async () => {
    expect(await nextGeneration(store(), first, ['suite/core/tuesday'])).toBe(1);
    await putJson(store(), generationKey(runRoot('core', 'tuesday'), 0), {});
    expect(await nextGeneration(store(), first, ['suite/core/tuesday'])).toBe(1);
  });

  test('an id used by a resume that recorded nothing is not used again', async () => {
    const ids = ['suite/core/tuesday/resume-3', 'suite/core/tuesday'];
    expect(await nextGeneration(store(), first, ids)).toBe(4);
  });
});
