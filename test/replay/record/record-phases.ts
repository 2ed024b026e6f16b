import { join } from 'node:path';
import { FakeInferenceServer } from '../../support/fake-hosts.ts';
import { InProcessAgent } from '../../support/in-process-agent.ts';
import { startJudge } from '../../support/judge-endpoint.ts';
import { copySixDatasets } from '../../support/six-datasets.ts';
import {
  freshKey,
  type HistoryRecorder,
  startSuite,
  suiteId,
  suiteInput,
} from './history-recorder.ts';

/** Answers and grades in two phases, from two servers, and grades again. */
export async function recordPhases(recorder: HistoryRecorder): Promise<void> {
  await using judge = await startJudge();
  const agent = new InProcessAgent(() => 'It depends on what was agreed.');
  const inferenceServer = new FakeInferenceServer();
  inferenceServer.baseUrl = judge.baseUrl;
  await using bench = await recorder.startBench({ agent, inferenceServer });
  copySixDatasets(join(bench.root, 'experiments'));
  const run = freshKey('phased');
  const id = suiteId(run);
  const served = (model: string) => ({ engine: 'node-llama-cpp', model, slots: 2 });
  const datasets = [{ type: 'prbench', local_path: 'prbench', splits: ['finance'] }];
  const [first] = suiteInput(run, 2).configs;
  const config = {
    ...{ ...first, agent: 'builtin', deployment: served('tiny') },
    ...{ judge: { deployment: served('grader') }, eval_config: { name: 'recorded', datasets } },
  };
  await (await startSuite(bench, id, { ...suiteInput(run, 2), configs: [config] })).result();
  await recorder.record(bench, id, 'phased');
  const again = { schemaVersion: 1, suite: 'recorded', resumeFrom: run, only: 'scored' };
  await (await startSuite(bench, `${id}/resume-1`, again)).result();
  await recorder.record(bench, `${id}/resume-1`, 'rescored');
}
