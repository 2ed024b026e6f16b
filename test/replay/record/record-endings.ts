import { setTimeout as sleep } from 'node:timers/promises';
import { AgentError } from '../../../src/domain/errors.ts';
import { FakeInferenceServer } from '../../support/fake-hosts.ts';
import { InProcessAgent } from '../../support/in-process-agent.ts';
import {
  freshKey,
  type HistoryRecorder,
  startSuite,
  suiteId,
  suiteInput,
} from './history-recorder.ts';

/** Suites of questions, by how they end. */
export async function recordEndings(recorder: HistoryRecorder): Promise<void> {
  await recordCompleted(recorder);
  await recordRetried(recorder);
  await recordRedeployed(recorder);
  await recordFailedByProvider(recorder);
  await recordCancelled(recorder);
}

/** A suite that ends, and one that is refused. */
async function recordCompleted(recorder: HistoryRecorder): Promise<void> {
  const agent = new InProcessAgent(() => 'Answer: 1');
  await using bench = await recorder.startBench({ agent });
  const run = freshKey('completed');
  await (await startSuite(bench, suiteId(run), suiteInput(run, 60))).result();
  await recorder.record(bench, suiteId(run), 'completed');

  const refused = suiteId(freshKey('failed'));
  await (await startSuite(bench, refused, { nonsense: true })).result().catch(() => undefined);
  await recorder.record(bench, refused, 'failed');
}

/** A parked config whose failures are asked again. */
async function recordRetried(recorder: HistoryRecorder): Promise<void> {
  let refuses = true;
  const answer = () => (refuses ? new AgentError('content-refused', 'no') : 'Answer: 1');
  const agent = new InProcessAgent(answer);
  await using bench = await recorder.startBench({ agent });
  const run = freshKey('retried');
  const id = suiteId(run);
  const [first] = suiteInput(run, 4).configs;
  const held = { ...suiteInput(run, 4), configs: [first], holdMinutes: 1 };
  const handle = await startSuite(bench, id, held);
  const config = bench.client.workflow.getHandle(`${id}/first`);
  const phase = () =>
    config.query<{ phase: string }>('progress').then(
      (progress) => progress.phase,
      () => 'unknown',
    );
  while ((await phase()) !== 'parked') await sleep(100);
  refuses = false;
  await config.executeUpdate('retryFailed', { args: [{}] });
  await handle.result();
  await recorder.record(bench, id, 'retried');
}

/** A server that is lost and comes back. */
async function recordRedeployed(recorder: HistoryRecorder): Promise<void> {
  const inferenceServer = new FakeInferenceServer();
  const dead = { alive: false, reason: 'killed' } as const;
  inferenceServer.look = (starts) => (starts === 1 ? dead : { alive: true });
  const agent = new InProcessAgent(() => 'Answer: 1', { delayMs: 500 });
  await using bench = await recorder.startBench({ agent, inferenceServer });
  const run = freshKey('redeployed');
  const id = suiteId(run);
  const [first] = suiteInput(run, 20).configs;
  const deployment = { engine: 'node-llama-cpp', model: 'tiny', slots: 2 };
  const config = { ...first, agent: 'builtin', deployment };
  const served = { ...suiteInput(run, 20), configs: [config] };
  await (await startSuite(bench, id, served)).result();
  await recorder.record(bench, id, 'redeployed');
}

/** A provider that takes no key. */
async function recordFailedByProvider(recorder: HistoryRecorder): Promise<void> {
  const agent = new InProcessAgent(() => new AgentError('auth-failed', 'no such key'));
  await using bench = await recorder.startBench({ agent });
  const run = freshKey('config-failed');
  await (await startSuite(bench, suiteId(run), suiteInput(run, 60))).result();
  await recorder.record(bench, suiteId(run), 'failed-by-provider');
}

/** A suite that is open, then cancelled, then resumed. */
async function recordCancelled(recorder: HistoryRecorder): Promise<void> {
  const agent = new InProcessAgent(() => 'Answer: 1', { delayMs: 200 });
  await using bench = await recorder.startBench({ agent });
  const run = freshKey('cancelled');
  const id = suiteId(run);
  const handle = await startSuite(bench, id, suiteInput(run, 60));
  while (agent.asked.length <= 20) await sleep(50);
  await handle.signal('pause');
  await handle.signal('resume');
  await recorder.record(bench, id, 'open');
  await handle.cancel();
  await handle.result().catch(() => undefined);
  await recorder.record(bench, id, 'cancelled');
  const input = { schemaVersion: 1, suite: 'recorded', resumeFrom: run };
  await (await startSuite(bench, `${id}/resume-1`, input)).result();
  await recorder.record(bench, `${id}/resume-1`, 'resumed');
}
