import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { WorkerProcess } from '../support/worker-process.ts';
import { bundleWorkflows } from '../support/workflow-bundle.ts';
import { type Measurement, timed, type Workload } from './workload.ts';

export interface BareSdkOptions extends Workload {
  readonly temporalAddress: string;
  readonly codePath: string;
}

/** The floor: a minimal workflow over the same server, which keeps no record of anything. */
export async function measureBareSdk(
  workload: Workload,
  temporalAddress: string,
  dir: string,
): Promise<Measurement> {
  const codePath = join(dir, 'bare-workflows.js');
  await writeFile(
    codePath,
    await bundleWorkflows(join(import.meta.dirname, 'bare-sdk-workflow.ts')),
  );
  const options: BareSdkOptions = { ...workload, temporalAddress, codePath };
  const program = join(import.meta.dirname, 'bare-sdk-program.ts');
  await using worker = await WorkerProcess.run(program, options);
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection });
  const seconds = await timed(() =>
    client.workflow.execute('bareItems', {
      workflowId: `bare/${Date.now()}`,
      taskQueue: 'bare',
      args: [workload.items, workload.inFlight],
    }),
  );
  await connection.close();
  const { peakRssMb, asked } = await worker.end();
  if (asked !== workload.items) throw new Error(`asked ${asked} of ${workload.items} items`);
  return { seconds, peakRssMb };
}
