import { configCard } from './html/config-card.ts';
import { leaderboardTable } from './html/leaderboard-table.ts';
import { MARKET_STYLE } from './html/market/style.ts';
import { html } from './html/markup.ts';
import { overview } from './html/overview.ts';
import { STYLE } from './html/style.ts';
import type { RunReport } from './run-report.ts';

/** One self-contained page: no script, no request, and a policy that would forbid both. */
export function renderHtmlReport(run: RunReport): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${run.suite} ${run.runKey} · durabench</title>
${STYLE}
${MARKET_STYLE}
</head>
<body>
<main>
${overview(run)}
${leaderboardTable(run.configs.map(({ report }) => report))}
${run.configs.map(configCard)}
</main>
</body>
</html>
`;
  return page.toString();
}
