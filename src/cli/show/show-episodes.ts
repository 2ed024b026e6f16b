import { toExtendedJson } from '../../contracts/extended-json.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { EpisodeResult } from '../../domain/market/episode-result.ts';
import { suggestion } from '../../domain/suggestion.ts';
import { episodeSteps } from '../../report/market/episode-steps.ts';
import { formatMoney } from '../../report/market/market-format.ts';
import { type CliContext, EXIT, type ExitCode } from '../context.ts';
import { alignColumns, writeJson, writeLine } from '../output.ts';
import { oneLine } from '../printable.ts';
import { formatRun } from '../run-reference.ts';
import type { OpenedRun } from '../stored-run.ts';
import { STEP_HEAD, stepCells } from './step-cells.ts';
import type { RecordedRound, RecordedTask } from './task-records.ts';

export interface ShownEpisodes {
  /** A mode, or the id of one episode. */
  readonly name: string;
  /** Only so many steps, the last. */
  readonly limit?: number | undefined;
}

interface PlayedTask {
  readonly run: OpenedRun;
  readonly configId: string;
  readonly task: RecordedTask;
  readonly rounds: readonly RecordedRound[];
}

interface FoundEpisode {
  readonly repeat: number;
  readonly round: number;
  readonly episode: EpisodeResult;
}

/**
 * Every step of the episodes of a mode, of all rounds and profiles.
 * @throws ConfigurationError when the task has no such episode.
 */
export function showEpisodes(
  played: PlayedTask,
  { name, limit }: ShownEpisodes,
  { stdout, json }: Pick<CliContext, 'stdout' | 'json'>,
): ExitCode {
  const { run, configId, task } = played;
  const shown = findEpisodes(played, name).map((found) => {
    const steps = episodeSteps(found.episode);
    return {
      ...found,
      bars: steps.length,
      steps: limit === undefined ? steps : steps.slice(-limit),
    };
  });
  if (json) {
    const episodes = shown.map(({ episode, ...found }) => ({ plan: episode.plan, ...found }));
    const { suite, runKey } = run;
    writeJson(stdout, toExtendedJson({ suite, runKey, configId, taskId: task.id, episodes }));
    return EXIT.ok;
  }
  writeLine(stdout, `${formatRun(run)} ${configId} ${oneLine(task.id)}`);
  for (const { repeat, round, episode, bars, steps } of shown) {
    const part =
      steps.length < bars ? `the last ${steps.length} of ${bars} steps` : `${bars} steps`;
    writeLine(stdout, '');
    const end = `final equity ${formatMoney(episode.equity.at(-1))}`;
    writeLine(
      stdout,
      `REPEAT ${repeat}, ROUND ${round}, ${oneLine(episode.plan.id)}, ${part}, ${end}`,
    );
    const rows = alignColumns([STEP_HEAD, ...steps.map(stepCells)]);
    for (const line of rows) writeLine(stdout, line);
  }
  return EXIT.ok;
}

function findEpisodes({ task, rounds }: PlayedTask, name: string): readonly FoundEpisode[] {
  const all = rounds.flatMap(({ repeat, round, episodes }) =>
    (episodes?.markets ?? []).flatMap((market) =>
      market.episodes.map((episode) => ({ repeat, round, episode })),
    ),
  );
  const found = all.filter(({ episode: { plan } }) => plan.mode === name || plan.id === name);
  if (found.length > 0) return found;
  throw new ConfigurationError(missingEpisode(task, name, all));
}

function missingEpisode(task: RecordedTask, name: string, all: readonly FoundEpisode[]): string {
  if (task.dataset !== 'crypto') {
    return `--mode is for crypto tasks, and "${task.id}" is of dataset ${task.dataset}: leave it out`;
  }
  if (all.length === 0) return `no episode of "${task.id}" is over yet: try again later`;
  const names = [...new Set(all.flatMap(({ episode: { plan } }) => [plan.mode, plan.id]))];
  return `task "${task.id}" has no episode "${name}"${suggestion(name, names)}; it has ${names.join(', ')}`;
}
