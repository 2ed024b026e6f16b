import type { GpuUse } from '../../domain/deployment/telemetry/sum-usage.ts';
import type { RepairRemark } from '../../domain/leaderboard/provenance-types.ts';
import type { ConfigReport, SectionReport } from '../../domain/leaderboard/report-types.ts';
import {
  formatCost,
  formatCount,
  formatDuration,
  formatGpuUse,
  formatInterval,
  formatRate,
  formatScore,
  formatTime,
  NONE,
} from '../format.ts';
import { warnOfRepeatedReplies } from '../repeated-replies.ts';
import type { ConfigResults } from '../run-report.ts';
import { compatDetails } from './compat-details.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { provenanceDetails } from './provenance-details.ts';
import { sectionTitle } from './section-title.ts';
import { taskList } from './task-list.ts';
import { whisker } from './whisker.ts';

export function configCard({ report, tasks }: ConfigResults): Markup {
  return html`<section class="card" id="config-${report.configId}">
  <div class="cardhead">
    <div><h2>${report.configId}</h2>
      <p class="muted">${identity(report)}</p></div>
    <div class="headline"><strong>${formatScore(report.overall?.percent ?? null)}</strong>
      <span>${report.grade ?? NONE}</span></div>
  </div>
  ${report.notes === null ? NOTHING : html`<p>${report.notes}</p>`}
  ${[...warnings(report), ...warnOfRepeatedReplies(tasks)].map((warning) => html`<p class="notice">${warning}</p>`)}
  ${figures(report)}
  <div class="scroll"><table>
    <thead><tr><th>Section</th><th class="number">Score</th><th>95 % interval</th>
      <th class="number">Std. error</th><th class="number">Weight</th><th class="number">Accuracy</th>
      <th class="number">Scored</th><th class="number">Failed</th><th class="number">Unscored</th></tr></thead>
    <tbody>${report.sections.map(sectionRow)}</tbody>
  </table></div>
  ${reasonList(report)}
  ${compatDetails(report)}
  ${taskList(report.configId, tasks)}
  ${provenanceDetails(report)}
</section>`;
}

function identity({ agent, model, evalConfig }: ConfigReport): string {
  const temperature = model?.temperature ?? null;
  return [
    model?.name,
    temperature === null ? undefined : `temperature ${temperature}`,
    model?.baseUrl ?? model?.engine,
    `agent ${agent.label}`,
    evalConfig,
  ]
    .filter((part) => part !== undefined && part !== null)
    .join(' · ');
}

/** What must be read before the score. */
function warnings({
  profile,
  publishability,
  provenance,
  error,
  model,
}: ConfigReport): readonly string[] {
  const answered = provenance.answeredModels.map((answer) => answer.model).join(', ');
  return [
    ...(error === null ? [] : [`The config ended early: ${error}`]),
    ...publishabilityWarning(profile, publishability),
    ...(provenance.modelMismatch
      ? [`The model asked for was ${model?.name ?? NONE}; the endpoint answered as ${answered}.`]
      : []),
    ...repairWarning(provenance.repairs ?? []),
    ...(provenance.mixedDeployment
      ? ['The deployment changed during the run: answers come from differently started servers.']
      : []),
  ];
}

function repairWarning(repairs: readonly RepairRemark[]): readonly string[] {
  if (repairs.length === 0) return [];
  const changes = repairs.map(({ to, server, cause }) => {
    return `${to}${server === 'judge' ? ' of the judge' : ''} (${cause})`;
  });
  return [`Not served as configured, but repaired: ${changes.join(', then ')}.`];
}

function publishabilityWarning(
  profile: ConfigReport['profile'],
  publishability: ConfigReport['publishability'],
): readonly string[] {
  if (publishability.publishable) return [];
  return profile === 'compat'
    ? [`Scored as the original benchmark does: ${publishability.why}.`]
    : [`Not publishable. ${publishability.why}`];
}

const figures = (report: ConfigReport): Markup => html`<dl class="figures">
    ${figure('Accuracy', accuracyText(report.accuracy))}
    ${figure('Coverage', `${formatRate(report.coverage.rate)} of ${plannedText(report)}`)}
    ${figure('Score if unscored tasks counted', formatInterval(report.bounds))}
    ${figure('Latency', latencyText(report.latency))}
    ${figure('Tokens', `${formatCount(report.usage.inputTokens)} in, ${formatCount(report.usage.outputTokens)} out`)}
    ${figure('Cost', formatCost(report.costUsd))}
    ${gpuFigures(report)}
    ${figure('Calls', `${formatCount(report.intents)}, ${formatCount(report.redundantCalls)} redundant`)}
    ${figure('Started', formatTime(report.startedAt))}
    ${figure('Took', formatDuration(report.wallTimeMs))}
    ${figure('Round', `${report.round}, generation ${report.generation}`)}
  </dl>`;

/** Of servers of ours on GPUs only; power that was not measured all the time says so. */
const gpuFigures = ({ gpuUsage, judgeGpuUsage }: ConfigReport): readonly Markup[] =>
  (
    [
      ['GPUs held', gpuUsage],
      ['GPUs held, judge', judgeGpuUsage],
    ] as const
  ).flatMap(([name, use]) => (use === undefined ? [] : [figure(name, gpuText(use))]));

function gpuText({ gpuHours, energyWh, powerShare, memoryMibMax }: GpuUse): string {
  const isPartial = energyWh !== null && powerShare < POWER_SHARE_WHOLE;
  return [
    `${formatGpuUse(gpuHours, energyWh)}${isPartial ? ` over ${formatRate(powerShare)} of it` : ''}`,
    ...(memoryMibMax === null ? [] : [`${formatCount(memoryMibMax)} MiB at most`]),
  ].join(', ');
}

/** The seconds between the last look and the end of a watch are not worth a remark. */
const POWER_SHARE_WHOLE = 0.95;

const figure = (name: string, value: string): Markup =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const latencyText = (latency: ConfigReport['latency']): string =>
  latency === null
    ? NONE
    : `${formatDuration(latency.medianMs)} median, ${formatDuration(latency.p95Ms)} p95`;

const plannedText = ({ coverage, provenance: { repeats } }: ConfigReport): string =>
  repeats === 1
    ? `${coverage.planned}`
    : `${coverage.planned / repeats} tasks × ${repeats} repeats`;

function accuracyText(accuracy: ConfigReport['accuracy']): string {
  if (accuracy === null) return NONE;
  const { low, high } = accuracy.interval;
  return `${formatRate(accuracy.rate)} ${formatInterval({ low: 100 * low, high: 100 * high })}`;
}

const sectionRow = ({ estimate, bounds, coverage, ...section }: SectionReport): Markup => html`<tr>
  <td>${sectionTitle(section.section)}<div class="muted small">${section.datasets.join(', ')}</div></td>
  <td class="number score">${formatScore(estimate?.percent ?? null)}</td>
  <td>${whisker({ percent: estimate?.percent ?? null, interval: estimate?.interval ?? null, bounds })}
    <div class="muted small">${formatInterval(estimate?.interval ?? null)}</div></td>
  <td class="number">${formatScore(section.standardError)}</td>
  <td class="number">${formatRate(section.weight)}</td>
  <td class="number">${formatRate(section.accuracy?.rate ?? null)}</td>
  <td class="number">${coverage.scored}</td>
  <td class="number">${coverage.failed}</td>
  <td class="number">${coverage.unscored}</td>
</tr>`;

const reasonList = ({ reasons, coverage }: ConfigReport): Markup =>
  reasons.length === 0
    ? NOTHING
    : html`<p class="reasons">${reasons.map(
        ({ kind, reason, count }) =>
          html`<span class="badge ${kind}">${kind}: ${reason} × ${count}</span> `,
      )}${coverage.missing === 0 ? NOTHING : html`<span class="muted small">${coverage.missing} of them left no outcome.</span>`}</p>`;
