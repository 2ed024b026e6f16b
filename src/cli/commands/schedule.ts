import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { Slug } from '../../contracts/suite-input.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import {
  backfillSchedule,
  describeSchedule,
  ensureSchedule,
  listSchedules,
  requireSchedule,
  type ScheduleStatus,
} from '../../temporal/schedules.ts';
import { type CliContext, type Command, EXIT, type ExitCode } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';
import { renderSchedules } from '../schedule-table.ts';
import { parsePeriod, resolveScheduledStart } from '../scheduled-start.ts';
import { withClient } from '../with-client.ts';

interface CreateOptions {
  readonly file: string;
  readonly experiment?: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly note?: string;
}

/** Servers act on a trigger within a second; after this it is said that one did not. */
const TRIGGER_TIMEOUT_MS = 10_000;
const POLL_MS = 200;

/** Creates a schedule, or makes the one of the name what is asked for. */
export const createScheduleCommand: Command<CreateOptions> = async ([name], options, context) => {
  const { cron, timeZone, note } = options;
  if (name === undefined || !Slug.safeParse(name).success) {
    throw new ConfigurationError(
      `schedule "${name}": use letters, digits, ".", "_" and "-" (80 at most)`,
    );
  }
  const start = await resolveScheduledStart(options, context.settings);
  return withClient(context, async (client) => {
    const suite = { name, start, cron, timeZone, ...(note !== undefined && { note }) };
    const done = await ensureSchedule(client, suite);
    return say(
      context,
      { [done]: await describeSchedule(client, name) },
      () => `${done} "${name}"`,
    );
  });
};

/** Lists schedules with their next and last runs and what did not run. */
export const listSchedulesCommand: Command<object> = (_args, _options, context) =>
  withClient(context, async (client) => {
    const schedules = await listSchedules(client);
    return say(context, schedules, () => renderSchedules(schedules).join('\n'));
  });

/** Keeps a schedule from starting runs; those under way go on. */
export const pauseScheduleCommand: Command<object> = ([name = ''], _options, context) =>
  withClient(context, async (client) => {
    const { note } = await describeSchedule(client, name);
    await client.schedule.getHandle(name).pause(note ?? '');
    return say(context, { name, paused: true }, () => `schedule "${name}" is paused`);
  });

/** Lets a paused schedule start runs again. */
export const resumeScheduleCommand: Command<object> = ([name = ''], _options, context) =>
  withClient(context, async (client) => {
    const { note } = await describeSchedule(client, name);
    await client.schedule.getHandle(name).unpause(note ?? '');
    const { nextRunAt } = await describeSchedule(client, name);
    const next = nextRunAt?.toISOString();
    return say(
      context,
      { name, paused: false, nextRunAt: next },
      () => `"${name}" runs at ${next}`,
    );
  });

/** Starts a run now, unless one is still open. */
export const triggerScheduleCommand: Command<object> = ([name = ''], _options, context) =>
  withClient(context, async (client) => {
    const before = await describeSchedule(client, name);
    // Left to itself the client would allow any overlap.
    await client.schedule.getHandle(name).trigger('SKIP');
    const after = await awaitTrigger(client, before, context);
    const started = after.runsStarted > before.runsStarted;
    const run = started ? after.lastRuns.at(-1) : undefined;
    return say(context, { name, started, run, running: after.running }, () =>
      started
        ? `schedule "${name}" started ${run}`
        : `schedule "${name}" skipped this run: ${after.running.join(', ')} is still open`,
    );
  });

/** Starts the runs of a past period, one after another. */
export const backfillScheduleCommand: Command<{ from: string; to: string }> = (
  [name = ''],
  options,
  context,
) => {
  const period = parsePeriod(options);
  return withClient(context, async (client) => {
    await backfillSchedule(client, name, period);
    return say(context, { name, ...period }, () => `schedule "${name}" runs what it missed then`);
  });
};

/** Deletes a schedule; runs it started go on. */
export const deleteScheduleCommand: Command<object> = ([name = ''], _options, context) =>
  withClient(context, async (client) => {
    await (await requireSchedule(client, name)).delete();
    return say(context, { name, deleted: true }, () => `schedule "${name}" is deleted`);
  });

async function awaitTrigger(
  client: Client,
  before: ScheduleStatus,
  { signal }: CliContext,
): Promise<ScheduleStatus> {
  const deadline = performance.now() + TRIGGER_TIMEOUT_MS;
  const countOf = ({ runsStarted, runsSkipped }: ScheduleStatus) => runsStarted + runsSkipped;
  for (;;) {
    const now = await describeSchedule(client, before.name);
    if (countOf(now) > countOf(before)) return now;
    if (performance.now() > deadline) {
      throw new ConfigurationError(
        `schedule "${before.name}" was triggered, but the server has not acted on it: look with "durabench schedule list"`,
      );
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

function say({ json, stdout }: CliContext, value: unknown, text: () => string): ExitCode {
  if (json) writeJson(stdout, value);
  else writeLine(stdout, text());
  return EXIT.ok;
}
