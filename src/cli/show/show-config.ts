import type { Outcome } from '../../contracts/records.ts';
import { formatCost } from '../../report/format.ts';
import { type CliContext, EXIT, type ExitCode } from '../context.ts';
import { alignColumns, writeJson, writeLine } from '../output.ts';
import { oneLine } from '../printable.ts';
import { formatRun } from '../run-reference.ts';
import { type OpenedRun, requireConfig } from '../stored-run.ts';
import { moveLines, readConfigRecords } from './config-records.ts';

/** The tasks of a config, repeat by repeat, with their outcomes, in the order of the manifest. */
export async function showConfig(
  run: OpenedRun,
  configId: string,
  { stdout, json }: CliContext,
): Promise<ExitCode> {
  const config = requireConfig(run, configId);
  const records = await readConfigRecords(run.store, run.root, config);
  const { manifest, repeats, outcomes, moves } = records;
  const outcomeOf = new Map(outcomes.map((each) => [`${each.taskId} ${each.repeat}`, each]));
  const tasks = (manifest?.tasks ?? []).flatMap(({ id }) =>
    Array.from({ length: repeats }, (_, repeat) => {
      return { id, repeat, outcome: outcomeOf.get(`${id} ${repeat}`) };
    }),
  );
  if (json) {
    writeJson(stdout, { suite: run.suite, runKey: run.runKey, configId, moves, tasks });
    return EXIT.ok;
  }
  const rows = tasks.map(({ id, repeat, outcome }) => [
    oneLine(id),
    ...(repeats === 1 ? [] : [String(repeat)]),
    ...outcomeCells(outcome),
  ]);
  const head = ['TASK', ...(repeats === 1 ? [] : ['REPEAT']), ...OUTCOME_HEAD];
  writeLine(stdout, `${formatRun(run)} ${configId}`);
  for (const move of moveLines(records)) writeLine(stdout, move);
  if (manifest === undefined) writeLine(stdout, 'no tasks are drawn yet');
  else for (const line of alignColumns([head, ...rows])) writeLine(stdout, line);
  return EXIT.ok;
}

const OUTCOME_HEAD = [
  'OUTCOME',
  'REASON',
  'SCORE',
  'LATENCY',
  'TOKENS',
  'COST',
  'CALLS',
  'REDUNDANT',
];

function outcomeCells(outcome: Outcome | undefined): readonly string[] {
  if (outcome === undefined) return ['open', ...OUTCOME_HEAD.slice(1).map(() => '-')];
  const { score, latencyMs, usage, costUsd, intents, redundantCalls } = outcome;
  const { inputTokens, outputTokens } = usage;
  const scored = score.kind === 'scored';
  return [
    scored ? (score.correct ? 'correct' : 'wrong') : score.kind,
    scored ? '-' : score.reason,
    // A failure of the agent counts as 0; a failure of the instrument is no score.
    scored ? `${score.value}/${score.max}` : score.kind === 'failed' ? '0' : '-',
    latencyMs === null ? '-' : `${Math.round(latencyMs)} ms`,
    inputTokens === null && outputTokens === null
      ? '-'
      : `${inputTokens ?? '?'}+${outputTokens ?? '?'}`,
    costUsd === null ? '-' : formatCost(costUsd),
    String(intents),
    String(redundantCalls),
  ];
}
