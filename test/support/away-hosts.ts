import { expect } from 'vitest';
import type { ConfigProgress } from '../../src/domain/suite/progress.ts';
import { configWorkflowId } from '../../src/temporal/names.ts';
import type { BenchPorts } from './bench-activities.ts';
import { SuiteBench, type SuiteHandle } from './suite-bench.ts';

/** Everything but hosts: those come and go in tests of their own workers. */
export const startOrchestration = (
  ports: BenchPorts & { readonly temporalAddress: string },
): Promise<SuiteBench> =>
  SuiteBench.start({ ...ports, roles: ['orchestration', 'eval', 'judge', 'sim'] });

/** The worker of a host; disposing of it is the death of the host. */
export const startHost = (
  { root }: SuiteBench,
  host: string,
  ports: BenchPorts & { readonly temporalAddress: string },
): Promise<SuiteBench> => SuiteBench.start({ ...ports, root, host, roles: ['host', 'run'] });

/** What a config says of itself, wherever it runs; undefined before it does. */
export const progressOf = (
  bench: SuiteBench,
  suite: SuiteHandle,
  configId: string,
): Promise<ConfigProgress | undefined> =>
  bench.client.workflow
    .getHandle(configWorkflowId(suite.workflowId, configId))
    .query<ConfigProgress>('progress')
    .catch(() => undefined);

/** Until the config says that it waits for this. */
export const untilWaiting = (
  bench: SuiteBench,
  suite: SuiteHandle,
  configId: string,
  waitingFor: string,
): Promise<void> =>
  expect
    .poll(() => progressOf(bench, suite, configId), { timeout: 60_000, interval: 200 })
    .toMatchObject({ waitingFor: `waiting for host ${waitingFor}` });
