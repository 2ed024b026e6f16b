import { html } from '../markup.ts';

/** The style of charts: of the page's colours, and told apart by shape and dashes as well. */
export const MARKET_STYLE = html`<style>
:root { --hold: #b26a00; --buy: #12734a; --sell: #b3261e; --stop: #6d3fc0; }
@media (prefers-color-scheme: dark) { :root { --hold: #f0b45c; --buy: #5bd39a; --sell: #ff8d84; --stop: #c3a6ff; } }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 14px 20px; }
figure { margin: 0; min-width: 0; break-inside: avoid; } figcaption { font-size: 13.5px; }
.chart text { fill: var(--muted); font-size: 11px; font-variant-numeric: tabular-nums; }
figure > .chart { display: block; width: 100%; height: auto; } .chart path { fill: none; }
.chart .grid { stroke: var(--line); } .chart .axis { stroke: var(--muted); }
.chart .line { stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
.chart .equity { stroke: var(--accent); stroke-width: 2; }
.chart .hold { stroke: var(--hold); stroke-dasharray: 5 3; } .chart .nothing { stroke: var(--muted); stroke-width: 1.2; stroke-dasharray: 1.5 3; }
.chart .mark { stroke: var(--card); stroke-width: .8; paint-order: stroke; }
.chart .buy { fill: var(--buy); } .chart .sell { fill: var(--sell); }
.chart .stop { fill: var(--card); stroke: var(--stop); stroke-width: 1.8; } .chart .liquidation { stroke: var(--sell); stroke-width: 2.6; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12.5px; color: var(--muted); } .legend svg { vertical-align: -2px; }
.compact { font-size: 12.5px; } .compact td { white-space: nowrap; } .compact th, .compact td { padding: 5px 8px; } .compact th { font-size: 12px; vertical-align: bottom; }
.compact th.number { white-space: normal; } .market + .market { border-top: 1px solid var(--line); margin-top: 18px; }
@media print { .task:has(.market)::details-content { content-visibility: visible; block-size: auto; }
  .charts { grid-template-columns: 1fr 1fr; } .scroll { overflow: visible; } .compact { font-size: 9px; } .compact th { font-size: 9px; } .compact th, .compact td { padding: 2px 4px; } }
</style>`;
