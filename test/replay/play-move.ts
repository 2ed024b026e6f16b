import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { putHost } from '../../src/adapters/artifacts/host-records.ts';
import type { SuiteProgress } from '../../src/domain/suite/progress.ts';
import { startHost, startOrchestration } from '../support/away-hosts.ts';
import { Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { aHost } from '../support/known-hosts.ts';
import type { SuiteBench } from '../support/suite-bench.ts';

/** Plays a suite whose only config begins on gpu-a, which dies, and goes on at gpu-b. */
export async function playMove(
  temporalAddress: string,
  begin: (bench: SuiteBench) => Promise<WorkflowHandle>,
  atEnd: (bench: SuiteBench) => Promise<void>,
): Promise<void> {
  const gate = new Gate();
  const agent = new InProcessAgent(async (_request, call) => {
    if (call > 3) await gate.opened;
    return 'Answer: 1';
  });
  const ports = { temporalAddress, agent };
  await using bench = await startOrchestration(ports);
  for (const host of ['gpu-a', 'gpu-b']) await putHost(bench.store, aHost(host));
  await using _other = await startHost(bench, 'gpu-b', ports);
  const died = await startHost(bench, 'gpu-a', ports);
  const suite = await begin(bench);
  while (agent.asked.length < 4) await sleep(50);
  await died[Symbol.asyncDispose]();
  const progress = () => suite.query<SuiteProgress>('progress');
  while ((await progress()).configs[0]?.moved === undefined) await sleep(100);
  gate.open();
  await suite.result();
  await atEnd(bench);
}
