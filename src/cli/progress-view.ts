import { finishedTasks } from '../domain/suite/progress.ts';
import { oneLine } from './printable.ts';
import { formatRun } from './run-reference.ts';
import type { ConfigView, RunView } from './run-view.ts';

const BAR_CELLS = 20;

/** The lines of a run for a terminal of the given width: a head, a line per config, a notice. */
export function renderLive(view: RunView, columns: number): readonly string[] {
  const lines = [head(view), ...configLines(view, true), ...noticeLine(view)];
  // A wrapped line would break redrawing in place.
  return lines.map((line) => (line.length > columns ? `${line.slice(0, columns - 1)}…` : line));
}

/** The same for pipes and files: no bars, one fact order, nothing to redraw. */
export function renderPlain(view: RunView): readonly string[] {
  return [head(view), ...configLines(view, false), ...noticeLine(view)];
}

function head(view: RunView): string {
  const state = view.paused && view.state === 'running' ? 'paused' : view.state;
  return `${formatRun(view)}  ${state}`;
}

const noticeLine = ({ notice }: RunView): readonly string[] =>
  notice === undefined ? [] : [`! ${notice}`];

function configLines({ configs }: RunView, live: boolean): readonly string[] {
  const width = Math.max(0, ...configs.map(({ configId }) => configId.length));
  return configs.map(
    (config) => `  ${config.configId.padEnd(width)}  ${configFacts(config, live)}`,
  );
}

function configFacts(config: ConfigView, live: boolean): string {
  const { counts, redeploys, round, answered } = config;
  const finished = finishedTasks(counts);
  return [
    phaseWord(config).padEnd(9),
    ...(live ? [bar(finished, counts.planned)] : []),
    `${finished}/${counts.planned}`,
    ...(!answered ? [] : [`answered ${answered}`]),
    `scored ${counts.scored}`,
    `correct ${counts.correct}`,
    `failed ${counts.failed}`,
    `unscored ${counts.unscored}`,
    `redundant calls ${counts.redundantCalls}`,
    ...(!redeploys ? [] : [`redeploys ${redeploys}`]),
    ...(!round ? [] : [`round ${round}`]),
    ...(config.moved === undefined ? [] : [oneLine(config.moved)]),
    ...(config.waitingFor === undefined ? [] : [oneLine(config.waitingFor)]),
    ...(config.error === undefined ? [] : [`error: ${oneLine(config.error)}`]),
  ].join('  ');
}

const WORKING: ReadonlySet<ConfigView['phase']> = new Set(['running', 'answering', 'grading']);

const phaseWord = ({ phase, paused }: ConfigView): string =>
  paused && WORKING.has(phase) ? 'paused' : phase;

function bar(finished: number, planned: number): string {
  const cells = planned === 0 ? 0 : Math.floor((finished / planned) * BAR_CELLS);
  return `[${'#'.repeat(cells)}${'.'.repeat(BAR_CELLS - cells)}]`;
}
