import { failure } from '../../../activities/failures.ts';
import { FakeInferenceServer } from '../../support/fake-hosts.ts';
import { InProcessAgent } from '../../support/in-process-agent.ts';
import {
  freshKey,
  type HistoryRecorder,
  startSuite,
  suiteId,
  suiteInput,
} from './history-recorder.ts';

/** A server that is lost twice in its first start. */
export async function recordRestarts(recorder: HistoryRecorder): Promise<void> {
  const inferenceServer = new FakeInferenceServer();
  let starts = 0;
  inferenceServer.beforeStart = () => {
    starts += 1;
    if (starts < 3) throw failure('ServerLost', 'killed while loading', { retryable: false });
  };
  const agent = new InProcessAgent(() => 'Answer: 1');
  await using bench = await recorder.startBench({ agent, inferenceServer });
  const run = freshKey('restarted');
  const id = suiteId(run);
  const [first] = suiteInput(run, 4).configs;
  const deployment = { engine: 'node-llama-cpp', model: 'tiny', slots: 2 };
  const config = { ...first, agent: 'builtin', deployment };
  await (await startSuite(bench, id, { ...suiteInput(run, 4), configs: [config] })).result();
  await recorder.record(bench, id, 'restarted');
}
