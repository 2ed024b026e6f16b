import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainedStart } from '../../../activities/failed-start.ts';
import { DeploymentError } from '../../../src/domain/errors.ts';
import { EngineBench, requestFor } from '../../support/engine-bench.ts';
import { type EngineScript, servedBy } from '../../support/fake-engine.ts';

let bench: EngineBench;
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** What a start of an engine that behaves so, and may be killed from outside, is reported as. */
async function startOf(script: EngineScript, isKilled = false): Promise<unknown> {
  const server = bench.engine();
  const request = requestFor(servedBy({ startMs: 60_000, ...script }));
  const { signal } = new AbortController();
  const running = await server.ensure(request, signal);
  if (isKilled) process.kill(running.pid ?? 0, 'SIGKILL');
  const error = await server.awaitHealthy(running, request, signal).catch((reason) => reason);
  return explainedStart(error, { configId: 'served', request, server });
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
  expect(await startOf({}, true)).toMatchObject({
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

test('a failure of a server that still runs is reported as it is', async () => {
  const server = bench.engine();
  const of = { configId: 'served', request: requestFor(servedBy({})), server };
  const error = new DeploymentError('it answers with nothing', false, { model: 'tiny' });
  expect(await explainedStart(error, of)).toBe(error);
});
