import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainedLoss, explainedStart, type Repair } from '../../../activities/failed-start.ts';
import { DeploymentError } from '../../../src/domain/errors.ts';
import { EngineBench, requestFor } from '../../support/engine-bench.ts';
import { type EngineScript, servedBy } from '../../support/fake-engine.ts';

let bench: EngineBench;
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

const NO_STEP: Repair = async () => ({ taken: 0 });

/** What a start of an engine that behaves so, and may be killed from outside, is reported as. */
async function startOf(
  script: EngineScript,
  { isKilled = false, repair = NO_STEP }: { isKilled?: boolean; repair?: Repair } = {},
): Promise<unknown> {
  const server = bench.engine();
  const request = requestFor(servedBy({ startMs: 60_000, ...script }));
  const { signal } = new AbortController();
  const running = await server.ensure(request, signal);
  if (isKilled) process.kill(running.pid ?? 0, 'SIGKILL');
  const error = await server.awaitHealthy(running, request, signal).catch((reason) => reason);
  return explainedStart(error, { configId: 'served', request, server }, repair);
}

test('a start that fails with a known cause says the cause, what to do, and the line that proves it', async () => {
  const lastWords = 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB';
  expect(await startOf({ endsAfterMs: 50, lastWords })).toMatchObject({
    type: 'DeploymentFailed',
    nonRetryable: true,
    message: expect.stringMatching(
      /while starting: .*\(cuda-out-of-memory\)\. To do: .*shorten the context.*Its log says: .*2\.00 GiB/,
    ),
  });
});

test('an engine that is killed while it starts is lost: it may start the next time', async () => {
  expect(await startOf({}, { isKilled: true })).toMatchObject({
    type: 'ServerLost',
    nonRetryable: true,
    message: expect.stringContaining('the model server ended while starting'),
  });
});

test('an engine that ends for a port that another program took is lost, not misconfigured', async () => {
  const lastWords = 'OSError: [Errno 98] Address already in use';
  expect(await startOf({ endsAfterMs: 50, lastWords })).toMatchObject({
    type: 'ServerLost',
    message: expect.stringContaining('(port-in-use)'),
  });
});

test('an error that nobody knows ends the config as well: the next start would meet it again', async () => {
  const lastWords = 'ValueError: the stars are not right';
  expect(await startOf({ endsAfterMs: 50, lastWords })).toMatchObject({
    type: 'DeploymentFailed',
    message: expect.stringMatching(/\(unknown\)\..* Its log says: ValueError: the stars/),
  });
});

const OOM = 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB';
const HALVED = {
  ...({ code: 'shorter-context', cause: 'cuda-out-of-memory', why: 'memory' } as const),
  ...{ from: '--max-model-len 4096', to: '--max-model-len 2048' },
};

test('a start against whose cause a step was taken is lost, and names cause and step', async () => {
  const asked: string[] = [];
  const repair: Repair = async ({ cause }) => {
    asked.push(cause);
    return { taken: 0, step: HALVED };
  };
  expect(await startOf({ endsAfterMs: 50, lastWords: OOM }, { repair })).toMatchObject({
    type: 'ServerLost',
    message:
      'the model server ended while starting: the GPU ran out of memory while starting (cuda-out-of-memory). ' +
      'Repaired: --max-model-len 4096 becomes --max-model-len 2048',
  });
  expect(asked).toEqual(['cuda-out-of-memory']);
});

test('a start that fails after the last step says how many were tried, and the cause', async () => {
  const repair: Repair = async () => ({ taken: 2 });
  expect(await startOf({ endsAfterMs: 50, lastWords: OOM }, { repair })).toMatchObject({
    type: 'DeploymentFailed',
    message: expect.stringMatching(/while starting after 2 repairs: .*\(cuda-out-of-memory\)/),
  });
});

test('a server whose log says why it was lost is repaired, any other is only lost', async () => {
  const server = bench.engine();
  const request = requestFor(servedBy({ endsAfterMs: 50, lastWords: OOM }));
  const { signal } = new AbortController();
  const running = await server.ensure(request, signal);
  await server.awaitHealthy(running, request, signal).catch(() => undefined);
  const of = { configId: 'served', request, server };
  const repair: Repair = async () => ({ taken: 1, step: HALVED });
  expect(await explainedLoss('it has ended', of, repair)).toMatchObject({
    type: 'ServerLost',
    message: expect.stringMatching(
      /^model server lost: it has ended: .*\(cuda-out-of-memory-serving\)\. Repaired: /,
    ),
  });
  const silent = { ...of, server: { ...server, log: async () => 'INFO all is well' } };
  expect(await explainedLoss('it has ended', silent, repair)).toMatchObject({
    message: 'model server lost: it has ended',
  });
});

test('a failure of a server that still runs is reported as it is', async () => {
  const server = bench.engine();
  const of = { configId: 'served', request: requestFor(servedBy({})), server };
  const error = new DeploymentError('it answers with nothing', false, { model: 'tiny' });
  expect(await explainedStart(error, of, NO_STEP)).toBe(error);
});
