import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readSettings } from '../../src/settings/read-settings.ts';
import { findTemporalBinary } from '../../src/temporal/temporal-binary.ts';
import { InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, referenceConfig } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
let bench: SuiteBench;
let outside: string;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'durabench-outside-'));
  await writeFile(join(outside, 'experiments.yaml'), 'experiments: []\n');
  bench = await SuiteBench.start({ temporalAddress, agent: new InProcessAgent(() => '') });
  const link = join(bench.root, 'experiments', 'link.yaml');
  await symlink(join(outside, 'experiments.yaml'), link);
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await rm(outside, { recursive: true });
});

const good = (suite: string) => aSuite(suite, referenceConfig('nothing', 2));

/** Arguments no run can start from, each with a word of the message that says so. */
const REFUSED: Readonly<Record<string, { args: () => unknown[]; says: RegExp }>> = {
  'no argument at all': { args: () => [], says: /object/ },
  null: { args: () => [null], says: /object/ },
  'a number': { args: () => [42], says: /object/ },
  'a string': { args: () => ['experiments.yaml'], says: /object/ },
  'a list': { args: () => [[]], says: /object/ },
  'an empty object': { args: () => [{}], says: /suite/ },
  'an unknown key': { args: () => [{ ...good('bad'), suit: 'typo' }], says: /suit\b/ },
  'no configs': { args: () => [{ ...good('bad'), configs: [] }], says: /configs/ },
  'another schema version': {
    args: () => [{ ...good('bad'), schemaVersion: 2 }],
    says: /schemaVersion/,
  },
  'a file outside the root': {
    args: () => [{ schemaVersion: 1, file: join(outside, 'experiments.yaml') }],
    says: /outside/,
  },
  'a link out of the root': {
    args: () => [{ schemaVersion: 1, file: 'link.yaml' }],
    says: /outside/,
  },
  'a resume of nothing': {
    args: () => [{ schemaVersion: 1, suite: 'never', resumeFrom: 'ran' }],
    says: /no run "never\/ran"/,
  },
  'two arguments': { args: () => [good('bad'), good('bad')], says: /one argument/ },
};

for (const [name, { args, says }] of Object.entries(REFUSED)) {
  test(`a start with ${name} fails at once as invalid input`, { timeout: 10_000 }, async () => {
    const handle = await bench.startRaw(`suite/bad/${Date.now()}`, ...args());
    const error = await handle.result().catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(WorkflowFailedError);
    const { cause } = error as WorkflowFailedError;
    expect(cause).toBeInstanceOf(ApplicationFailure);
    expect(cause).toMatchObject({ type: 'InvalidInput', message: expect.stringMatching(says) });
    expect((await handle.describe()).status.name).toBe('FAILED');
  });
}

test('a run key that is taken is refused, and the first run keeps its records', async () => {
  const suite = good('taken');
  await (await bench.start(suite)).result();
  const second = await bench.start(suite, `suite/taken/${suite.runKey}-again`);
  const error = (await second.result().catch((cause: unknown) => cause)) as WorkflowFailedError;
  expect(error.cause).toMatchObject({ type: 'InvalidInput' });
  expect(await bench.outcomes(suite, 'nothing')).toHaveLength(2);
});

test('the Temporal CLI starts a suite from a file, and learns of a bad one in seconds', async () => {
  const { path } = await findTemporalBinary(
    readSettings({ env: process.env, dotenv: {}, cwd: outside }),
    { searchPath: process.env.PATH ?? '', log: () => {} },
  );
  const execute = async (workflowId: string, input: unknown) => {
    const file = join(outside, 'input.json');
    await writeFile(file, JSON.stringify(input));
    await promisify(execFile)(path, [
      ...['workflow', 'start', '--address', temporalAddress, '--type', 'runSuite'],
      ...['--task-queue', 'durabench', '--workflow-id', workflowId, '--input-file', file],
    ]);
    return bench.client.workflow.getHandle(workflowId).result();
  };
  const suite = good('by-cli');
  expect(await execute(`suite/by-cli/${suite.runKey}`, suite)).toMatchObject({
    configs: [{ configId: 'nothing', counts: { planned: 2, failed: 2 } }],
  });
  const refused = await execute(`suite/by-cli/${suite.runKey}-bad`, { suite: 'x' }).catch(
    (error: WorkflowFailedError) => error.cause,
  );
  expect(refused).toMatchObject({ type: 'InvalidInput' });
});
