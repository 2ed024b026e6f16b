import { addUsage, totalTokens, UNKNOWN_USAGE } from '../../domain/agent/usage.ts';
import { formatCost, formatCount, formatTime } from '../format.ts';
import type { RunReport } from '../run-report.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** What ran, and how much of it counts. */
export function overview(run: RunReport): Markup {
  const sum = (count: (results: RunReport['configs'][number]) => number) =>
    run.configs.reduce((total, results) => total + count(results), 0);
  const planned = sum(({ report }) => report.coverage.planned);
  const counted = sum(({ report }) => report.coverage.scored + report.coverage.failed);
  const usage = run.configs.reduce(
    (total, { report }) => addUsage(total, report.usage),
    UNKNOWN_USAGE,
  );
  const costs = run.configs.flatMap(({ report }) => report.costUsd ?? []);
  const costUsd = costs.length === 0 ? null : costs.reduce((total, cost) => total + cost, 0);
  const repeated = run.configs.some(({ report }) => report.provenance.repeats > 1);
  return html`<header>
  <p class="eyebrow">durabench report</p>
  <h1>${run.suite}</h1>
  ${run.description === null ? NOTHING : html`<p class="lead">${run.description}</p>`}
  <p class="muted">Run <code>${run.runKey}</code> · report of ${formatTime(run.generatedAt)}</p>
  <dl class="tiles">
    ${tile('Configs', formatCount(run.configs.length + run.unreported.length))}
    ${tile(repeated ? 'Repeats that count' : 'Tasks that count', `${formatCount(counted)} / ${formatCount(planned)}`)}
    ${tile('Unscored', formatCount(planned - counted))}
    ${tile('Paid calls', formatCount(sum(({ report }) => report.intents)))}
    ${tile('Redundant calls', formatCount(sum(({ report }) => report.redundantCalls)))}
    ${tile('Tokens', formatCount(totalTokens(usage)))}
    ${tile('Cost', formatCost(costUsd))}
  </dl>
  ${
    run.unreported.length === 0
      ? NOTHING
      : html`<p class="notice">Without a report so far: ${run.unreported.join(', ')}.</p>`
  }
</header>`;
}

const tile = (name: string, value: string): Markup =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
