import { movedBecause } from '../../domain/deployment/lease/away-host.ts';
import type { JudgeReport } from '../../domain/leaderboard/judge-report.ts';
import type { ServerMeasurement } from '../../domain/leaderboard/provenance-types.ts';
import type { ConfigReport } from '../../domain/leaderboard/report-types.ts';
import { formatCost, formatCount, formatTime, NONE } from '../format.ts';
import { html, type Markup } from './markup.ts';

/** With what the numbers were made, so that they can be made again. */
export function provenanceDetails({
  provenance,
  profile,
  coverageMin,
  judges,
  rebuttals,
}: ConfigReport): Markup {
  const { seeds } = provenance;
  const datasetSeeds = seeds.datasets.map(({ dataset, seed }) => `${dataset} ${seed}`);
  const facts: readonly (readonly [string, string])[] = [
    ['durabench', `${provenance.durabenchVersion}, git ${provenance.gitRevision ?? NONE}`],
    ['Node.js', `${provenance.nodeVersion} on ${provenance.platform}`],
    ['CPU', `${provenance.cpuModel}, ${provenance.cpuCores} cores`],
    ['Profile', profileText(profile, coverageMin)],
    ...(rebuttals === undefined
      ? []
      : [
          [
            'Follow-up question',
            `${rebuttals.received} of ${rebuttals.due} answers with points were defended; it changes no score`,
          ] as const,
        ]),
    ['Repeats', `${provenance.repeats} of every task`],
    [
      'Seeds',
      [
        `sampling ${seeds.sampling ?? 'none'}`,
        ...datasetSeeds,
        `intervals ${seeds.intervals}`,
      ].join(', '),
    ],
    ...(provenance.placement === undefined
      ? []
      : [['Placed', provenance.placement.reason] as const]),
    ['Models listed by the endpoint', list(provenance.listedModels)],
    [
      'Models that answered',
      list(provenance.answeredModels.map(({ model, tasks }) => `${model} (${tasks} answers)`)),
    ],
  ];
  return html`<details class="provenance"><summary>Provenance</summary>
  <dl class="facts">
    ${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
    ${judges.map(
      (judge) =>
        html`<dt>Judge, ${judge.profile}</dt><dd>${judgeText(judge)}, prompt <code>${judge.prompt}</code> <code>${judge.promptHash.slice(0, 12)}</code></dd>`,
    )}
    ${provenance.datasets.map(
      ({ type, tasks, sha256 }) =>
        html`<dt>Dataset ${type}</dt><dd>${tasks} tasks, SHA-256 <code>${sha256}</code></dd>`,
    )}
    ${(provenance.moves ?? []).map(
      ({ from, to, waitedMs, generation, at }) =>
        html`<dt>Moved</dt><dd>${movedBecause(from, to, waitedMs)}; generation ${generation}, ${formatTime(at)}</dd>`,
    )}
    ${(provenance.repairs ?? []).map(
      ({ server, from, to, why, cause, deploymentId, at }) =>
        html`<dt>Repaired, ${server}</dt><dd>${from} became ${to}, because ${why} (<code>${cause}</code>), ${formatTime(at)}: deployment <code>${deploymentId}</code></dd>`,
    )}
    ${serverFacts('', provenance.servers ?? [], provenance.deployments)}
    ${serverFacts(
      ' of the judge',
      provenance.judgeServer?.measured ?? [],
      provenance.judgeServer?.deployments ?? [],
    )}
  </dl>
</details>`;
}

const serverFacts = (
  whose: string,
  measured: readonly ServerMeasurement[],
  deployments: ConfigReport['provenance']['deployments'],
): Markup =>
  html`${measured.map(
    (server) => html`<dt>Server${whose} measured</dt><dd>${serverText(server)}</dd>`,
  )}${deployments.map(
    ({ deploymentId, epoch, state, reason, at }) =>
      html`<dt>Deployment${whose}</dt><dd><code>${deploymentId}</code> epoch ${epoch}: ${state}, ${formatTime(at)}${reason === null ? '' : `, ${reason}`}</dd>`,
  )}`;

const judgeText = (judge: JudgeReport): string =>
  [
    judge.answeredModels.length === 0
      ? judge.model
      : `${judge.model} (answered as ${judge.answeredModels.join(', ')})`,
    `${judge.grades} grades by ${judge.requests} requests`,
    `${judge.cached} of them from earlier runs`,
    `${judge.trimmed} with texts cut to fit`,
    `${formatCount(judge.inputTokens)} tokens in, ${formatCount(judge.outputTokens)} out`,
    `cost ${judge.costUsd === null ? 'not known' : formatCost(judge.costUsd)}`,
  ].join(', ');

function serverText(server: ServerMeasurement): string {
  const { contextTokens, firstTokenMs, tokensPerSecond, spontaneousToolCalls: calls } = server;
  const parts = [
    ...(contextTokens === undefined ? [] : [`context of ${contextTokens} tokens`]),
    ...(firstTokenMs === undefined ? [] : [`first token after ${firstTokenMs} ms`]),
    ...(tokensPerSecond === undefined ? [] : [`${tokensPerSecond} tokens/s for one request`]),
    ...(calls === undefined ? [] : [`${calls.made} of ${calls.of} tool calls made unforced`]),
  ];
  return `${formatTime(server.at)}: ${list(parts)}`;
}

const list = (items: readonly string[]): string => (items.length === 0 ? NONE : items.join(', '));

const profileText = (profile: ConfigReport['profile'], coverageMin: number): string =>
  profile === 'compat'
    ? 'compat, no coverage gate'
    : `${profile}, coverage of at least ${100 * coverageMin} %`;
