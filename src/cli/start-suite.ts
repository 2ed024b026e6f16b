import { randomUUID } from 'node:crypto';
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { AUTO_HOST, type SuiteInput, type SuiteStart } from '../contracts/suite-input.ts';
import { ConfigurationError } from '../domain/errors.ts';
import type { Settings } from '../settings/settings.ts';
import {
  deriveRunKey,
  LOCAL_HOST,
  ORCHESTRATION_QUEUE,
  SEARCH_ATTRIBUTES,
  suiteWorkflowId,
  WORKFLOW_TYPES,
} from '../temporal/names.ts';
import { type Queue, queuesOf, SUITE_QUEUES, unpolledQueues } from '../temporal/pollers.ts';
import type { ObservedRun } from './observe-run.ts';
import { formatRun, type RunIdentity } from './run-reference.ts';
import { endedWorkerPid } from './worker-process.ts';

const SUITE = defineSearchAttributeKey(SEARCH_ATTRIBUTES.suite, 'KEYWORD');
const RUN = defineSearchAttributeKey(SEARCH_ATTRIBUTES.run, 'KEYWORD');
/** What the server accepts as a summary. */
const SUMMARY_BYTES_MAX = 200;

/**
 * Starts a suite, or attaches to the open run of the same key.
 * @throws ConfigurationError when no worker would pick it up, or the run has been closed already.
 */
export async function startSuite(
  client: Client,
  start: SuiteStart,
  settings: Settings,
): Promise<ObservedRun> {
  const runKey = start.runKey ?? deriveRunKey(new Date(), randomUUID());
  const run = { suite: start.suite, runKey };
  await requireWorkers(client, namedHosts(start), settings);
  const workflowId = suiteWorkflowId(run.suite, runKey);
  const ids = start.configs.map(({ id }) => id).join(', ');
  try {
    await startRunSuite(client, { ...run, workflowId }, { ...start, runKey }, ids);
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    throw new ConfigurationError(
      `run ${formatRun(run)} has ended already; "durabench resume ${formatRun(run)}" goes on with ` +
        'what is missing, another --run-key starts anew',
      { ...run },
      { cause: error },
    );
  }
  return { ...run, workflowId };
}

/** What `auto` will be is for the suite to find out. */
const namedHosts = ({ configs }: SuiteStart): readonly string[] =>
  [...new Set(configs.map(({ host }) => host))].filter((host) => host !== AUTO_HOST);

/** Starts `runSuite` under the id; an open execution of the id is used as it is. */
export async function startRunSuite(
  client: Client,
  { suite, runKey, workflowId }: RunIdentity & { readonly workflowId: string },
  input: SuiteInput,
  summary: string,
): Promise<void> {
  await client.workflow.start(WORKFLOW_TYPES.suite, {
    workflowId,
    taskQueue: ORCHESTRATION_QUEUE,
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    typedSearchAttributes: [
      { key: SUITE, value: suite },
      { key: RUN, value: runKey },
    ],
    staticSummary: summary.slice(0, SUMMARY_BYTES_MAX),
    args: [input],
  });
}

/** @throws ConfigurationError when a queue the run needs has no poller. */
export async function requireWorkers(
  client: Client,
  hosts: readonly string[],
  settings: Settings,
): Promise<void> {
  const needed = new Map(
    [...SUITE_QUEUES, ...hosts.flatMap(queuesOf)].map((queue): [string, Queue] => [
      queue.name,
      queue,
    ]),
  );
  const filter = { exceptPid: await endedWorkerPid(settings) };
  const unpolled = await unpolledQueues(client, [...needed.values()], filter);
  if (unpolled.length === 0) return;
  const queues = unpolled.map(({ name }) => `"${name}"`).join(', ');
  const remote = hosts.filter((host) => host !== LOCAL_HOST);
  const remedies = [
    'run "durabench up"',
    ...remote.map((host) => `start "durabench worker --host ${host}" on ${host}`),
  ];
  throw new ConfigurationError(`no worker polls ${queues}: ${remedies.join(', ')}`);
}
