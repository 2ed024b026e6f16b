import { html } from './markup.ts';

/** The page's whole style. Nothing is loaded: the file can be mailed, and opens without a network. */
export const STYLE = html`<style>
:root { color-scheme: light dark; --ink: #1b2330; --muted: #5c6778; --page: #f5f6f8; --card: #fff;
  --line: #dfe3ea; --accent: #1f5fbf; --band: #d3e1f7; --good: #1a7f4b; --wrong: #a05a00; --bad: #b3261e;
  --notice: #fff4dc; --notice-line: #e0a93a; --code: #f0f2f6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e8f0; --muted: #98a4b6; --page: #10151d;
  --card: #18202b; --line: #2b3645; --accent: #7db0ff; --band: #274064; --good: #5bc98f;
  --wrong: #e3a556; --bad: #ff8d84; --notice: #33280f; --notice-line: #8d6a1f; --code: #111923; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { margin: 0; font-size: 30px; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { margin: 0 0 12px; font-size: 20px; overflow-wrap: anywhere; }
h3 { margin: 24px 0 8px; font-size: 15px; }
h4 { margin: 12px 0 4px; font-size: 12px; color: var(--muted); font-weight: 600; }
p { margin: 6px 0; } .lead { font-size: 17px; } .muted { color: var(--muted); } .small { font-size: 12.5px; }
.eyebrow { margin: 0; color: var(--accent); font-weight: 600; font-size: 13px; }
a { color: var(--accent); font-weight: 600; text-decoration: none; } a:hover { text-decoration: underline; }
code, pre { font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
section, .tiles > div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
section { padding: 20px 22px; margin-top: 22px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 18px 0 0; }
.tiles > div { padding: 12px 16px; }
dt { color: var(--muted); font-size: 12.5px; } dd { margin: 0; font-variant-numeric: tabular-nums; }
.tiles dd { font-size: 22px; font-weight: 600; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 10px 24px; margin: 14px 0 18px; }
.facts { display: grid; grid-template-columns: minmax(140px, 220px) 1fr; gap: 4px 16px; }
.facts dd { overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: left; font-size: 12.5px; font-weight: 600; color: var(--muted); border-bottom: 1px solid var(--line); }
th, td { padding: 8px 10px; vertical-align: top; } tbody tr + tr td { border-top: 1px solid var(--line); }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.rank, .score { font-weight: 700; } .unranked .score, .unranked .rank { font-weight: 400; color: var(--muted); }
.badge { display: inline-block; padding: 0 8px; border: 1px solid var(--line); border-radius: 999px;
  font-size: 12px; color: var(--muted); white-space: nowrap; }
.badge.tie { color: var(--accent); } .badge.bad, .badge.unscored, .badge.failed { color: var(--bad); border-color: currentColor; }
.notice { margin: 12px 0; background: var(--notice); border-left: 3px solid var(--notice-line); padding: 8px 12px; border-radius: 4px; overflow-wrap: anywhere; }
.cardhead { display: flex; justify-content: space-between; gap: 24px; }
.headline { text-align: right; white-space: nowrap; } .headline strong { font-size: 30px; } .headline span { margin-left: 6px; color: var(--muted); font-size: 18px; }
.whisker { display: block; } .whisker .tick, .whisker .axis { stroke: var(--line); }
.whisker .bounds { fill: var(--band); } .whisker .interval { stroke: var(--ink); stroke-width: 1.6; } .whisker .dot { fill: var(--accent); }
.filter { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-bottom: 8px; font-size: 13.5px; }
.taskrow { display: grid; grid-template-columns: minmax(220px, 3fr) minmax(150px, 2fr) 70px 80px 80px 110px; gap: 12px; align-items: baseline; padding: 6px 10px; }
.taskhead { font-size: 12.5px; font-weight: 600; color: var(--muted); }
.task { border-top: 1px solid var(--line); } .task summary { cursor: pointer; list-style: none; } .task summary:hover { background: var(--code); }
.task[open] summary { background: var(--code); } .verdict { font-weight: 600; overflow-wrap: anywhere; }
.correct .verdict { color: var(--good); } .wrong .verdict { color: var(--wrong); } .failed .verdict, .unscored .verdict { color: var(--bad); }
.taskbody { padding: 2px 16px 14px; } .taskbody pre { margin: 0; padding: 10px 12px; background: var(--code); border-radius: 6px; white-space: pre-wrap; max-height: 360px; overflow: auto; }
.provenance { margin-top: 18px; } .provenance summary { cursor: pointer; font-weight: 600; font-size: 15px; }
.tasks:has(.only-correct:checked) .task:not(.correct), .tasks:has(.only-wrong:checked) .task:not(.wrong),
.tasks:has(.only-failed:checked) .task:not(.failed), .tasks:has(.only-unscored:checked) .task:not(.unscored) { display: none; }
@media (max-width: 760px) { main { padding: 20px 12px; } section { padding: 14px; } .taskrow { grid-template-columns: 1fr 1fr; } .taskhead { display: none; } }
@media print { body { background: none; } .filter { display: none; } section { break-inside: avoid-page; } }
</style>`;
