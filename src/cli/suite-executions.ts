import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { SEARCH_ATTRIBUTES, WORKFLOW_TYPES } from '../temporal/names.ts';
import {
  chooseRun,
  identityOfWorkflow,
  parseRunReference,
  type RunIdentity,
  type RunReference,
} from './run-reference.ts';
import type { RunState } from './run-view.ts';

/** One workflow execution of `runSuite`; a resumed run has several. */
export interface SuiteExecution extends RunIdentity {
  readonly workflowId: string;
  readonly runId: string;
  readonly state: RunState;
  readonly startTime: Date;
  readonly closeTime?: Date;
}

const SUITE = defineSearchAttributeKey(SEARCH_ATTRIBUTES.suite, 'KEYWORD');
const RUN = defineSearchAttributeKey(SEARCH_ATTRIBUTES.run, 'KEYWORD');

/** Enough to find a run among; older ones are found by their exact name. */
const LISTED_MAX = 200;

/** Executions that may be meant by the reference, or the latest of all, the newest first. */
export async function listSuiteExecutions(
  client: Client,
  reference: RunReference = { kind: 'latest' },
): Promise<readonly SuiteExecution[]> {
  const query = [`WorkflowType = "${WORKFLOW_TYPES.suite}"`, ...condition(reference)].join(' AND ');
  const executions: SuiteExecution[] = [];
  for await (const info of client.workflow.list({ query, pageSize: LISTED_MAX })) {
    executions.push(toExecution(info));
    if (executions.length === LISTED_MAX) break;
  }
  return executions.sort((a, b) => b.startTime.getTime() - a.startTime.getTime());
}

/** The newest execution of the run that is meant. @throws ConfigurationError */
export async function findSuiteExecution(client: Client, text: string): Promise<SuiteExecution> {
  const reference = parseRunReference(text);
  const found = await listSuiteExecutions(client, reference);
  // Nothing found: the latest runs make the error message useful.
  return chooseRun(reference, found.length > 0 ? found : await listSuiteExecutions(client));
}

export function runStateOf(status: WorkflowExecutionInfo['status']['name']): RunState {
  switch (status) {
    case 'COMPLETED':
      return 'done';
    case 'FAILED':
      return 'failed';
    case 'CANCELLED':
      return 'cancelled';
    case 'TERMINATED':
      return 'terminated';
    case 'TIMED_OUT':
      return 'timed-out';
    case 'RUNNING':
    case 'PAUSED':
    case 'CONTINUED_AS_NEW':
    case 'UNSPECIFIED':
    case 'UNKNOWN':
      return 'running';
  }
}

/** References hold plain characters only, so they can be quoted as they are. */
function condition(reference: RunReference): readonly string[] {
  switch (reference.kind) {
    case 'latest':
      return [];
    case 'key':
      return [`${SEARCH_ATTRIBUTES.run} = "${reference.runKey}"`];
    case 'run':
      return [
        `${SEARCH_ATTRIBUTES.suite} = "${reference.suite}"`,
        `${SEARCH_ATTRIBUTES.run} = "${reference.runKey}"`,
      ];
    case 'workflow':
      return [`WorkflowId = "${reference.workflowId}"`];
  }
}

function toExecution(info: WorkflowExecutionInfo): SuiteExecution {
  const { workflowId, runId, startTime, closeTime, status, typedSearchAttributes } = info;
  const named = identityOfWorkflow(workflowId);
  return {
    // A raw start that failed before its input was read has no attributes and any id.
    suite: typedSearchAttributes.get(SUITE) ?? named?.suite ?? '-',
    runKey: typedSearchAttributes.get(RUN) ?? named?.runKey ?? workflowId,
    workflowId,
    runId,
    state: runStateOf(status.name),
    startTime,
    ...(closeTime === undefined ? {} : { closeTime }),
  };
}
