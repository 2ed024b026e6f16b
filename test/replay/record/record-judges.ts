import { join } from 'node:path';
import { InProcessAgent } from '../../support/in-process-agent.ts';
import { judgeAt, startJudge } from '../../support/judge-endpoint.ts';
import { copySixDatasets } from '../../support/six-datasets.ts';
import {
  freshKey,
  type HistoryRecorder,
  startSuite,
  suiteId,
  suiteInput,
} from './history-recorder.ts';

/** Tasks that a judge grades, and grades again. */
export async function recordJudges(recorder: HistoryRecorder): Promise<void> {
  await using judge = await startJudge();
  const agent = new InProcessAgent(() => 'It depends on what was agreed.');
  await using bench = await recorder.startBench({ agent });
  copySixDatasets(join(bench.root, 'experiments'));
  const run = freshKey('judged');
  const id = suiteId(run);
  const datasets = [{ type: 'prbench', local_path: 'prbench', splits: ['finance'] }];
  const [first] = suiteInput(run, 2).configs;
  const config = { ...first, judge: judgeAt(judge), eval_config: { name: 'recorded', datasets } };
  const input = { ...suiteInput(run, 2), configs: [config] };
  await (await startSuite(bench, id, input)).result();
  await recorder.record(bench, id, 'judged');
  const again = { schemaVersion: 1, suite: 'recorded', resumeFrom: run, only: 'judged' };
  await (await startSuite(bench, `${id}/resume-1`, again)).result();
  await recorder.record(bench, `${id}/resume-1`, 'rejudged');
}
