import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  backfillScheduleCommand,
  createScheduleCommand,
  deleteScheduleCommand,
  listSchedulesCommand,
  pauseScheduleCommand,
  resumeScheduleCommand,
  triggerScheduleCommand,
} from '../../src/cli/commands/schedule.ts';
import { type Command, EXIT } from '../../src/cli/context.ts';
import { ensureSchedule, type ScheduleStatus } from '../../src/temporal/schedules.ts';
import { commandContext } from '../support/command-context.ts';
import { Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';

const temporalAddress = inject('temporalAddress');
const NAME = `nightly-${process.pid}`;
const TIMES = { cron: '0 2 * * *', timeZone: 'Asia/Shanghai' };
const gate = new Gate();
const agent = new InProcessAgent(async () => {
  await gate.opened;
  return 'I do not know.';
});
let bench: SuiteBench;

beforeAll(async () => {
  bench = await SuiteBench.start({ temporalAddress, agent });
  const file = `experiments:
  - name: nightly
    configs:
      - { id: nothing, agent: do-nothing, eval_config: eval_quickstart.yaml, num_tasks: 2 }
`;
  await mkdir(join(bench.root, 'experiments'), { recursive: true });
  await writeFile(join(bench.root, 'experiments', 'night.yaml'), file);
});
afterAll(async () => {
  await run(deleteScheduleCommand, [NAME]);
  expect(await schedules()).toEqual([]);
  await bench[Symbol.asyncDispose]();
});

/** The JSON a command prints. */
async function run<Options>(
  command: Command<Options>,
  args: readonly string[],
  options = {} as Options,
) {
  const env = { DURABENCH_EXPERIMENTS_ROOT: join(bench.root, 'experiments') };
  const context = commandContext(temporalAddress, bench.root, env);
  expect(await command(args, options, context)).toBe(EXIT.ok);
  return JSON.parse(context.written.stdout);
}

const schedules = async (): Promise<readonly ScheduleStatus[]> =>
  (await run(listSchedulesCommand, [])).filter(({ name }: ScheduleStatus) => name === NAME);

const create = (more: { note?: string; cron?: string } = {}) =>
  run(createScheduleCommand, [NAME], { file: 'night', ...TIMES, ...more });

// The tests follow one schedule through its life, in order.

test('creating a schedule twice makes one, with the latest note', async () => {
  expect(await create()).toMatchObject({ created: { name: NAME } });
  expect(await create({ note: 'for the team' })).toMatchObject({ updated: { name: NAME } });
  const [schedule, ...others] = await schedules();
  expect(others).toEqual([]);
  expect(schedule).toMatchObject({
    ...TIMES,
    experiment: 'nightly',
    note: 'for the team',
    paused: false,
    runsStarted: 0,
    runsSkipped: 0,
    runsMissed: 0,
  });
  // 02:00 in Shanghai, whatever this machine's time zone is.
  expect(String(schedule?.nextRunAt)).toMatch(/T18:00:00\.000Z$/);
});

test('the server keeps the policies that decide about overlaps and outages', async () => {
  const { policies, action } = await bench.client.schedule.getHandle(NAME).describe();
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 6 * 3_600_000 });
  expect(action).toMatchObject({
    workflowType: 'runSuite',
    workflowId: `suite/nightly/${NAME}`,
    workflowExecutionTimeout: 20 * 3_600_000,
    args: [{ schemaVersion: 1, file: 'night.yaml', experiment: 'nightly' }],
  });
});

test.each([
  { more: { cron: 'every night' }, says: /--cron/ },
  { more: { timeZone: 'Asia/Shangri-La' }, says: /--time-zone/ },
  { more: { file: 'day' }, says: /no experiments file "day"/ },
  { more: { file: 'package.json' }, says: /outside/ },
  { more: { experiment: 'weekly' }, says: /no experiment "weekly"/ },
])('a schedule with $more is refused and changes nothing', async ({ more, says }) => {
  const options = { file: 'night', ...TIMES, ...more };
  await expect(run(createScheduleCommand, [NAME], options)).rejects.toThrow(says);
  expect(await schedules()).toMatchObject([{ ...TIMES, note: 'for the team' }]);
});

test('a run that is due while the one before is open is skipped, and counted', async () => {
  const first = await run(triggerScheduleCommand, [NAME]);
  expect(first).toMatchObject({ started: true });
  expect(first.run).toMatch(new RegExp(`^suite/nightly/${NAME}-\\d{4}-`));
  await expect.poll(() => agent.inFlight, { timeout: 10_000 }).toBe(2);
  expect(await run(triggerScheduleCommand, [NAME])).toMatchObject({
    started: false,
    running: [first.run],
  });
  expect(await schedules()).toMatchObject([{ runsStarted: 1, runsSkipped: 1 }]);
  gate.open();
  const result = await bench.client.workflow.getHandle(first.run).result();
  expect(result).toMatchObject({ suite: 'nightly', configs: [{ counts: { scored: 2 } }] });
});

test('a backfill runs the night that was missed, even while the schedule is paused', async () => {
  await run(pauseScheduleCommand, [NAME]);
  const [paused] = await schedules();
  expect(paused).toMatchObject({ paused: true, note: 'for the team' });
  expect(paused).not.toHaveProperty('nextRunAt');
  const period = { from: '2026-01-30T00:00:00+08:00', to: '2026-01-30T12:00:00+08:00' };
  await run(backfillScheduleCommand, [NAME], period);
  await expect.poll(async () => (await schedules())[0]?.runsStarted, { timeout: 10_000 }).toBe(2);
  const missed = `suite/nightly/${NAME}-2026-01-29T18:00:00Z`;
  expect((await schedules())[0]?.lastRuns).toContain(missed);
  expect(await bench.client.workflow.getHandle(missed).result()).toMatchObject({
    configs: [{ counts: { scored: 2 } }],
  });
  expect(await run(resumeScheduleCommand, [NAME])).toMatchObject({ paused: false });
  expect(await schedules()).toMatchObject([{ paused: false, note: 'for the team' }]);
});

test('a name that is not a schedule of suites is never touched', async () => {
  await expect(run(pauseScheduleCommand, ['nobody'])).rejects.toThrow(/no schedule "nobody"/);
  const foreign = `foreign-${process.pid}`;
  const handle = await bench.client.schedule.create({
    scheduleId: foreign,
    spec: {},
    action: { type: 'startWorkflow', workflowType: 'somethingElse', taskQueue: 'elsewhere' },
  });
  const start = { schemaVersion: 1, file: 'night.yaml', experiment: 'nightly' } as const;
  await expect(ensureSchedule(bench.client, { name: foreign, start, ...TIMES })).rejects.toThrow(
    /does not start suites/,
  );
  await expect(run(deleteScheduleCommand, [foreign])).rejects.toThrow(/does not start suites/);
  await handle.delete();
});
