import { setTimeout as sleep } from 'node:timers/promises';
import { putHost } from '../../../src/adapters/artifacts/host-records.ts';
import type { SuiteProgress } from '../../../src/domain/suite/progress.ts';
import { startHost, startOrchestration } from '../../support/away-hosts.ts';
import { Gate, InProcessAgent } from '../../support/in-process-agent.ts';
import { aHost } from '../../support/known-hosts.ts';
import {
  freshKey,
  type HistoryRecorder,
  startSuite,
  suiteId,
  suiteInput,
} from './history-recorder.ts';

/** A config that begins on gpu-a, which dies, and goes on at gpu-b. */
export async function recordMoves(recorder: HistoryRecorder): Promise<void> {
  const gate = new Gate();
  const agent = new InProcessAgent(async (_request, call) => {
    if (call > 3) await gate.opened;
    return 'Answer: 1';
  });
  const ports = { temporalAddress: recorder.temporalAddress, agent };
  await using bench = await startOrchestration(ports);
  for (const host of ['gpu-a', 'gpu-b']) await putHost(bench.store, aHost(host));
  await using _other = await startHost(bench, 'gpu-b', ports);
  const died = await startHost(bench, 'gpu-a', ports);
  const run = freshKey('moved');
  const [first] = suiteInput(run, 6).configs;
  const config = { ...first, host: 'auto', host_wait_minutes: 0.1 };
  const suite = await startSuite(bench, suiteId(run), {
    ...suiteInput(run, 6),
    configs: [config],
  });
  while (agent.asked.length < 4) await sleep(50);
  await died[Symbol.asyncDispose]();
  const progress = () => suite.query<SuiteProgress>('progress');
  while ((await progress()).configs[0]?.moved === undefined) await sleep(100);
  gate.open();
  await suite.result();
  await recorder.record(bench, suiteId(run), 'moved');
}
