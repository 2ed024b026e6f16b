import { addUsage, totalTokens, UNKNOWN_USAGE } from '../../domain/agent/usage.ts';
import { formatCount, formatDuration, formatScore } from '../format.ts';
import type { RepeatRow, TaskRow } from '../run-report.ts';
import { scoreTask, type TaskScore } from '../task-score.ts';
import { marketRules } from './market/market-details.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { repeatBody, textField, verdict } from './task-repeat.ts';

/** A page of more tasks than this takes browsers seconds to open. */
const TASKS_MAX = 2000;

const STATUSES = ['correct', 'wrong', 'failed', 'unscored'] as const;
type Status = (typeof STATUSES)[number];

interface ScoredTask {
  readonly task: TaskRow;
  /** Undefined when no repeat counts. */
  readonly score: TaskScore | undefined;
  readonly status: Status;
}

function readTask(task: TaskRow): ScoredTask {
  const score = scoreTask(task);
  return { task, score, status: statusOf(task, score) };
}

function statusOf({ repeats }: TaskRow, score: TaskScore | undefined): Status {
  if (score === undefined) return 'unscored';
  if (score.correct) return 'correct';
  return repeats.some((repeat) => repeat.score?.kind === 'scored') ? 'wrong' : 'failed';
}

/** Every task with question, answers and verdict. The filter is CSS alone: the page has no script. */
export function taskList(configId: string, rows: readonly TaskRow[]): Markup {
  if (rows.length === 0) return NOTHING;
  const tasks = rows.map(readTask);
  const count = (status: Status) => tasks.filter((task) => task.status === status).length;
  const radio = (name: string, label: string, checked: string) =>
    html`<label><input type="radio" name="show-${configId}" class="only-${name}" ${checked}> ${label}</label>`;
  return html`<div class="tasks">
  <h3>Tasks</h3>
  <div class="filter">${radio('all', `all ${tasks.length}`, 'checked')}
    ${STATUSES.map((status) => radio(status, `${status} ${count(status)}`, ''))}</div>
  <div class="taskrow taskhead" aria-hidden="true"><span>Task</span><span>Verdict</span>
    <span class="number">Score</span><span class="number">Latency</span>
    <span class="number">Tokens</span><span class="number">Calls</span></div>
  ${tasks.slice(0, TASKS_MAX).map(taskEntry)}
  ${
    tasks.length > TASKS_MAX
      ? html`<p class="muted">The first ${TASKS_MAX} of ${tasks.length} tasks; "durabench export" writes them all.</p>`
      : NOTHING
  }
</div>`;
}

function taskEntry({ task, score, status }: ScoredTask): Markup {
  const { repeats } = task;
  const usage = repeats.reduce((total, repeat) => addUsage(total, repeat.usage), UNKNOWN_USAGE);
  const redundant = sum(repeats, ({ redundantCalls }) => redundantCalls);
  return html`<details class="task ${status}"><summary class="taskrow">
    <span><code>${task.taskId}</code> <span class="muted small">${task.category}, ${task.difficulty}</span></span>
    <span class="verdict">${taskVerdict(repeats)}</span>
    <span class="number">${formatScore(score?.percent ?? null)}</span>
    <span class="number">${formatDuration(meanLatencyMs(repeats))}</span>
    <span class="number">${formatCount(totalTokens(usage))}</span>
    <span class="number">${sum(repeats, ({ intents }) => intents)}${redundant === 0 ? '' : ` (${redundant} redundant)`}</span>
  </summary><div class="taskbody">
    ${textField('Question', task.question)}
    ${task.market === undefined ? textField('Right answer', task.gold) : marketRules(task.market)}
    ${repeats.map((repeat) => repeatBody(repeat, task))}
  </div></details>`;
}

function taskVerdict(repeats: readonly RepeatRow[]): string {
  const verdicts = repeats.map(verdict);
  const [first = ''] = verdicts;
  if (verdicts.length === 1) return first;
  const groups = Map.groupBy(verdicts, (text) => text);
  return [...groups].map(([text, { length }]) => `${length} × ${text}`).join(', ');
}

function meanLatencyMs(repeats: readonly RepeatRow[]): number | null {
  const known = repeats.flatMap(({ latencyMs }) => latencyMs ?? []);
  return known.length === 0 ? null : sum(known, (ms) => ms) / known.length;
}

const sum = <T>(items: readonly T[], measure: (item: T) => number): number =>
  items.reduce((total, item) => total + measure(item), 0);
