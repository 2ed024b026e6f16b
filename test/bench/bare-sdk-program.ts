// The workers of the floor, in a process of their own.
import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { reportUntilAsked } from '../support/worker-process.ts';
import type { BareSdkOptions } from './bare-sdk.ts';

const options: BareSdkOptions = JSON.parse(process.argv[2] ?? '');
Runtime.install({ logger: new DefaultLogger('ERROR') });
const connection = await NativeConnection.connect({ address: options.temporalAddress });
let asked = 0;
const reply = async (item: number): Promise<number> => {
  asked += 1;
  await sleep(options.replyMs);
  return item;
};
const workers = await Promise.all([
  Worker.create({
    connection,
    taskQueue: 'bare',
    workflowBundle: { codePath: options.codePath },
  }),
  Worker.create({
    connection,
    taskQueue: 'bare-activities',
    activities: { reply },
    maxConcurrentActivityTaskExecutions: options.inFlight,
  }),
]);
const running = Promise.all(workers.map((worker) => worker.run()));
await reportUntilAsked(() => asked);
for (const worker of workers) worker.shutdown();
await running;
await connection.close();
