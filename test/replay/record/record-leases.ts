import { setTimeout as sleep } from 'node:timers/promises';
import type { LeaseState } from '../../../src/domain/deployment/lease/lease.ts';
import { hostWorkflowId } from '../../../src/temporal/names.ts';
import { FakeInferenceServer } from '../../support/fake-hosts.ts';
import { InProcessAgent } from '../../support/in-process-agent.ts';
import {
  freshKey,
  type HistoryRecorder,
  startSuite,
  suiteId,
  suiteInput,
} from './history-recorder.ts';

/** A host that serves two suites after each other: waiting, and when all is done. */
export async function recordLeases(recorder: HistoryRecorder): Promise<void> {
  const agent = new InProcessAgent(() => 'Answer: 1', { delayMs: 500 });
  const inferenceServer = new FakeInferenceServer();
  await using bench = await recorder.startBench({ agent, inferenceServer });
  const served = (run: string, model: string) => {
    const [first] = suiteInput(run, 8).configs;
    const deployment = { engine: 'node-llama-cpp', model, slots: 2 };
    return {
      ...suiteInput(run, 8),
      configs: [{ ...first, agent: 'builtin', deployment }],
    };
  };
  const [one, two] = [freshKey('leased'), freshKey('leased-next')];
  const first = await startSuite(bench, suiteId(one), served(one, 'tiny'));
  while (agent.asked.length < 2) await sleep(50);
  const second = await startSuite(bench, suiteId(two), served(two, 'small'));
  const host = bench.client.workflow.getHandle(hostWorkflowId('local'));
  while ((await host.query<LeaseState>('lease')).waiting.length === 0) await sleep(50);
  const { runId } = await host.describe();
  await recorder.recordHost(bench, runId, 'waiting');
  await Promise.all([first.result(), second.result()]);
  await host.result();
  await recorder.recordHost(bench, runId, 'leased');
  await recorder.record(bench, suiteId(two), 'leased');
}
