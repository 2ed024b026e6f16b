// A bench in a process of its own: stopped, killed and measured without touching the test's.
import { FakeInferenceServer } from './fake-hosts.ts';
import { InProcessAgent } from './in-process-agent.ts';
import { SuiteBench } from './suite-bench.ts';
import { reportUntilAsked, type WorkerProcessOptions } from './worker-process.ts';

const options: WorkerProcessOptions = JSON.parse(process.argv[2] ?? '');
const agent = new InProcessAgent(() => options.answer, options);
const inferenceServer = new FakeInferenceServer();
await using _bench = await SuiteBench.start({ ...options, agent, inferenceServer });
await reportUntilAsked(() => agent.asked.length);
