import { join } from 'node:path';
import { finishedTasks } from '../../domain/suite/progress.ts';
import { type CliContext, EXIT, type ExitCode } from '../context.ts';
import { alignColumns, writeJson, writeLine } from '../output.ts';
import { formatRun } from '../run-reference.ts';
import { artifactRoot, type OpenedRun } from '../stored-run.ts';
import { countRecords, moveLines, readConfigRecords } from './config-records.ts';
import { readRunRepairs, repairLines } from './config-repairs.ts';

/** The configs of a run with their counts and the paths of their reports. */
export async function showRun(run: OpenedRun, context: CliContext): Promise<ExitCode> {
  const { stdout, json, settings } = context;
  const configs = await Promise.all(
    run.configs.map(async (config) => {
      const { configId, model, agent, host } = config;
      const records = await readConfigRecords(run.store, run.root, config);
      const report = records.reports.at(-1);
      return {
        configId,
        model,
        agent,
        host: records.moves.at(-1)?.to ?? host,
        moves: moveLines(records),
        counts: countRecords(records),
        report: report === undefined ? null : join(artifactRoot(settings), report),
      };
    }),
  );
  const repairs = await readRunRepairs(run);
  if (json) {
    writeJson(stdout, { suite: run.suite, runKey: run.runKey, configs, repairs });
    return EXIT.ok;
  }
  const head = [
    'CONFIG',
    'MODEL',
    'AGENT',
    'DONE',
    'SCORED',
    'CORRECT',
    'FAILED',
    'UNSCORED',
    'REPORT',
  ];
  const rows = configs.map(({ configId, model, agent, counts, report }) => [
    configId,
    model,
    agent,
    `${finishedTasks(counts)}/${counts.planned}`,
    String(counts.scored),
    String(counts.correct),
    String(counts.failed),
    String(counts.unscored),
    report ?? '-',
  ]);
  writeLine(stdout, formatRun(run));
  const moved = configs.flatMap(({ configId, moves }) =>
    moves.map((move) => `${configId} ${move}`),
  );
  const lines = [...alignColumns([head, ...rows]), ...moved, ...repairLines(repairs)];
  for (const line of lines) writeLine(stdout, line);
  return EXIT.ok;
}
