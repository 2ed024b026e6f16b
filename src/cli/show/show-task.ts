import { findJson, getJson } from '../../adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../../contracts/config-run.ts';
import { toExtendedJson } from '../../contracts/extended-json.ts';
import { ManifestSchema, type Outcome, type Reply } from '../../contracts/records.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { compatDifference } from '../../domain/leaderboard/compat-difference.ts';
import { suggestion } from '../../domain/suggestion.ts';
import { configKeys, configRoot } from '../../domain/suite/artifact-keys.ts';
import { DIFFERENCE_WORDING } from '../../report/difference-wording.ts';
import { type CliContext, EXIT, type ExitCode } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';
import { oneLine, printable } from '../printable.ts';
import { formatRun } from '../run-reference.ts';
import { type OpenedRun, requireConfig } from '../stored-run.ts';
import { marketLines, withoutCurves } from './market-lines.ts';
import { type ShownEpisodes, showEpisodes } from './show-episodes.ts';
import {
  findTask,
  type RecordedCall,
  type RecordedRound,
  type RecordedTask,
  readRounds,
} from './task-records.ts';

interface ShownTask {
  readonly configId: string;
  readonly taskId: string;
  /** The steps of these episodes of a crypto task are shown too. */
  readonly episodes?: ShownEpisodes;
}

/** One task from question to score, with every call that was made for it. */
export async function showTask(
  run: OpenedRun,
  { configId, taskId, episodes }: ShownTask,
  { stdout, json }: CliContext,
): Promise<ExitCode> {
  const { config } = requireConfig(run, configId);
  const task = await requireTask(run, configId, taskId);
  const { repeats } = await getJson(run.store, config, ConfigRunSchema);
  const rounds = await readRounds(run.store, configRoot(run.root, configId), { task, repeats });
  if (episodes !== undefined)
    return showEpisodes({ run, configId, task, rounds }, episodes, { stdout, json });
  if (json) {
    const shown = toExtendedJson(rounds.map(withoutCurves));
    writeJson(stdout, { suite: run.suite, runKey: run.runKey, configId, task, rounds: shown });
    return EXIT.ok;
  }
  writeLine(stdout, `${formatRun(run)} ${configId}`);
  for (const line of [
    ...taskLines(task),
    ...rounds.flatMap((round) => roundLines(round, repeats)),
  ]) {
    writeLine(stdout, line);
  }
  if (rounds.length === 0) writeLine(stdout, 'not asked yet');
  return EXIT.ok;
}

async function requireTask(
  run: OpenedRun,
  configId: string,
  taskId: string,
): Promise<RecordedTask> {
  const { manifest: key } = configKeys(configRoot(run.root, configId));
  const manifest = await findJson(run.store, key, ManifestSchema);
  if (manifest === undefined) {
    throw new ConfigurationError(`config "${configId}" has drawn no tasks yet: try again later`);
  }
  const task = await findTask(run.store, manifest, taskId);
  if (task !== undefined) return task;
  const ids = manifest.tasks.map(({ id }) => id);
  throw new ConfigurationError(
    `config "${configId}" has no task "${taskId}"${suggestion(taskId, ids)}; ` +
      `"durabench show ${formatRun(run)} ${configId}" lists them`,
  );
}

function taskLines(task: RecordedTask): readonly string[] {
  const { id, dataset, category, difficulty, question, gold } = task;
  return [
    `task ${oneLine(id)}  (${dataset}, ${oneLine(category)}, ${difficulty})`,
    '',
    'QUESTION',
    ...indented(question),
    '',
    `GOLD  ${oneLine(gold.formatted)}`,
  ];
}

function roundLines(
  { repeat, round, calls, reply, outcome, episodes }: RecordedRound,
  repeats: number,
): readonly string[] {
  return [
    '',
    `${repeats === 1 ? '' : `REPEAT ${repeat}, `}ROUND ${round}`,
    ...(episodes === undefined ? [] : marketLines(episodes)),
    ...calls.map((call) => callLine(call, reply)),
    ...(reply === undefined ? [] : ['', 'ANSWER', ...indented(reply.text)]),
    '',
    ...(outcome === undefined
      ? ['no outcome yet']
      : [
          ...indented(scoreText(outcome.score), ''),
          ...compatLines(outcome),
          ...rebuttalLines(outcome),
        ]),
  ];
}

function callLine({ intent, error, lateReply }: RecordedCall, reply: Reply | undefined): string {
  const head = `  call ${intent.call}  ${intent.startedAt}  attempt ${intent.activityAttempt}`;
  if (reply?.call === intent.call) return `${head}  answered in ${replyFacts(reply)}`;
  // A refused reply is kept beside the error that it was taken for.
  if (error !== undefined) return `${head}  ${error.cause}: ${oneLine(error.message)}`;
  if (lateReply !== undefined) return `${head}  answered too late in ${replyFacts(lateReply)}`;
  return `${head}  no reply recorded`;
}

function replyFacts({ latencyMs, usage, answeredModel, finishReason }: Reply): string {
  const { inputTokens, outputTokens } = usage;
  return [
    `${Math.round(latencyMs)} ms`,
    ...(inputTokens === null && outputTokens === null
      ? []
      : [`${inputTokens ?? '?'}+${outputTokens ?? '?'} tokens`]),
    ...(answeredModel === null ? [] : [`model ${oneLine(answeredModel)}`]),
    ...(finishReason === null ? [] : [`finish ${oneLine(finishReason)}`]),
  ].join(', ');
}

function scoreText(score: NonNullable<RecordedRound['outcome']>['score']): string {
  switch (score.kind) {
    case 'scored':
      return `SCORE  ${score.value}/${score.max}, ${score.correct ? 'correct' : 'wrong'}: ${score.feedback}`;
    case 'failed':
      return `FAILED  ${score.reason}, counts as 0: ${score.message}`;
    case 'unscored':
      return `UNSCORED  ${score.reason}, no score: ${score.message}`;
  }
}

function compatLines(outcome: Outcome): readonly string[] {
  const { compat } = outcome;
  if (compat === undefined) return [];
  const difference = compatDifference(outcome);
  const why = difference === undefined ? '' : ` (${DIFFERENCE_WORDING[difference]})`;
  return compat.kind === 'dropped'
    ? indented(`COMPAT  row dropped: ${compat.error}${why}`, '')
    : indented(
        `COMPAT  ${compat.value}/${compat.max}, ${compat.correct ? 'correct' : 'wrong'}: ${compat.feedback}${why}`,
        '',
      );
}

const indented = (text: string, indent = '  '): readonly string[] =>
  printable(text)
    .split('\n')
    .map((line) => indent + line);

function rebuttalLines({ rebuttal }: Outcome): readonly string[] {
  if (rebuttal === undefined) return [];
  const text = rebuttal.received ? rebuttal.preview : `none: ${rebuttal.why}`;
  return indented(`REBUTTAL  ${text}`, '');
}
