import {
  type Client,
  type ScheduleDescription,
  type ScheduleHandle,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { ConfigurationError } from '../domain/errors.ts';
import { ORCHESTRATION_QUEUE, suiteWorkflowId, WORKFLOW_TYPES } from './names.ts';

/** What a schedule starts: a reference, so that tomorrow's run reads tomorrow's file. */
export interface ScheduledStart {
  readonly schemaVersion: 1;
  /** Below the worker's experiments root. */
  readonly file: string;
  readonly experiment: string;
}

export interface ScheduledSuite {
  readonly name: string;
  readonly start: ScheduledStart;
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly note?: string;
}

/** How a schedule stands. */
export interface ScheduleStatus {
  readonly name: string;
  readonly experiment: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly paused: boolean;
  readonly note?: string;
  readonly nextRunAt?: Date;
  /** Workflow ids of the latest runs, the newest last. */
  readonly lastRuns: readonly string[];
  readonly running: readonly string[];
  readonly runsStarted: number;
  /** Not started because the run before was still open. */
  readonly runsSkipped: number;
  /** Not started because the server was down for longer than the catch-up window. */
  readonly runsMissed: number;
}

/** A server that comes back in the morning still starts the night's run, not yesterday's. */
const CATCHUP_WINDOW = '6 hours';
/** Ends before the next night; a run that hangs must not keep all later ones from starting. */
const EXECUTION_TIMEOUT = '20 hours';
const LAST_RUNS = 5;

/**
 * Creates the schedule, or makes the one of this name what is asked for; it stays paused if it was.
 * @throws ConfigurationError when the server refuses cron or time zone, or the name is not ours.
 */
export async function ensureSchedule(
  client: Client,
  suite: ScheduledSuite,
): Promise<'created' | 'updated'> {
  const { name, cron, timeZone, note = '' } = suite;
  const plan = {
    spec: { cronExpressions: [cron], timezone: timeZone },
    action: actionOf(suite),
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCHUP_WINDOW },
  } satisfies Partial<ScheduleOptions>;
  try {
    if ((await find(client, name)) === undefined) {
      await client.schedule.create({ scheduleId: name, ...plan, state: { note } });
      return 'created';
    }
    await client.schedule
      .getHandle(name)
      .update(({ state }) => ({ ...plan, state: { ...state, note } }));
    return 'updated';
  } catch (error) {
    // What the client throws for a spec that the server finds invalid.
    if (!(error instanceof TypeError)) throw error;
    throw new ConfigurationError(
      `schedule "${name}" is refused by the server (${error.message}): check --cron and --time-zone`,
      {},
      { cause: error },
    );
  }
}

/** Every schedule of suites in the namespace, by name. */
export async function listSchedules(client: Client): Promise<readonly ScheduleStatus[]> {
  const names: string[] = [];
  for await (const { scheduleId, action } of client.schedule.list()) {
    if (action?.workflowType === WORKFLOW_TYPES.suite) names.push(scheduleId);
  }
  return Promise.all(names.sort().map((name) => describeSchedule(client, name)));
}

/** @throws ConfigurationError when there is none of this name. */
export async function describeSchedule(client: Client, name: string): Promise<ScheduleStatus> {
  const found = await find(client, name);
  if (found !== undefined) return statusOf(found);
  throw new ConfigurationError(
    `there is no schedule "${name}": "durabench schedule list" names those there are`,
  );
}

/** A handle to an existing schedule of ours. @throws ConfigurationError */
export async function requireSchedule(client: Client, name: string): Promise<ScheduleHandle> {
  await describeSchedule(client, name);
  return client.schedule.getHandle(name);
}

/** Starts the runs that lay in the period, one after another, whatever became of them. */
export async function backfillSchedule(
  client: Client,
  name: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<void> {
  const handle = await requireSchedule(client, name);
  // With the schedule's own policy all but the first would be skipped.
  await handle.backfill({ start: from, end: to, overlap: ScheduleOverlapPolicy.BUFFER_ALL });
}

function actionOf({ name, start, cron, timeZone }: ScheduledSuite): ScheduleOptions['action'] {
  return {
    type: 'startWorkflow',
    workflowType: WORKFLOW_TYPES.suite,
    taskQueue: ORCHESTRATION_QUEUE,
    // The server appends the time the run is due at.
    workflowId: suiteWorkflowId(start.experiment, name),
    workflowExecutionTimeout: EXECUTION_TIMEOUT,
    // The server keeps a cron expression only as the calendar it stands for.
    memo: { schedule: name, cron, timeZone },
    staticSummary: `schedule ${name}: ${start.experiment} of ${start.file}`,
    args: [start],
  };
}

async function find(client: Client, name: string): Promise<ScheduleDescription | undefined> {
  try {
    const description = await client.schedule.getHandle(name).describe();
    if (description.action.workflowType === WORKFLOW_TYPES.suite) return description;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
  throw new ConfigurationError(
    `schedule "${name}" of this namespace does not start suites: choose another name`,
  );
}

function statusOf(description: ScheduleDescription): ScheduleStatus {
  const { scheduleId, action, state, info } = description;
  const { cron, timeZone } = action.memo ?? {};
  const [start] = (action.args ?? []) as readonly Partial<ScheduledStart>[];
  const [nextRunAt] = info.nextActionTimes;
  const idsOf = (runs: ScheduleDescription['info']['runningActions']) =>
    runs.map(({ workflow }) => workflow.workflowId);
  return {
    name: scheduleId,
    experiment: start?.experiment ?? '-',
    cron: String(cron ?? '-'),
    timeZone: String(timeZone ?? '-'),
    paused: state.paused,
    ...(state.note && { note: state.note }),
    ...(nextRunAt && !state.paused && { nextRunAt }),
    lastRuns: idsOf(info.recentActions.map((recent) => recent.action)).slice(-LAST_RUNS),
    running: idsOf(info.runningActions),
    runsStarted: info.numActionsTaken,
    runsSkipped: info.numActionsSkippedOverlap,
    runsMissed: info.numActionsMissedCatchupWindow,
  };
}
