import { InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig } from '../support/suite-inputs.ts';
import { WorkerProcess } from '../support/worker-process.ts';
import { type Measurement, timed, type Workload } from './workload.ts';

/** A whole suite, from its start to its leaderboard; every record is on disk at the end. */
export async function measureDurabench(
  { items, inFlight, replyMs }: Workload,
  temporalAddress: string,
): Promise<Measurement> {
  const agent = new InProcessAgent(() => '');
  // No workers in this process: it only watches.
  await using bench = await SuiteBench.start({ temporalAddress, agent, roles: [] });
  await using worker = await WorkerProcess.start({
    // Slots beyond the endpoint's keep calls in flight while others are read and recorded.
    ...{ temporalAddress, root: bench.root, concurrency: 2 * inFlight },
    ...{ answer: 'I do not know.', delayMs: replyMs },
  });
  const suite = aSuite('bench', servedConfig('items', items, { slots: inFlight }));
  const seconds = await timed(async () => (await bench.start(suite)).result());
  const outcomes = await bench.outcomes(suite, 'items');
  if (outcomes.length !== items) throw new Error(`recorded ${outcomes.length} of ${items} items`);
  const { peakRssMb } = await worker.end();
  return { seconds, peakRssMb };
}
