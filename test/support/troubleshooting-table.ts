import { ALL_CAUSES } from '../../src/domain/deployment/diagnose/causes.ts';

/** The table of docs/deploy.md. */
export function troubleshootingTable(): string {
  const rows = ALL_CAUSES.map(({ code, title, remedy, repairs }) => [
    `\`${code}\``,
    title,
    remedy,
    repairs.length === 0 ? 'none' : repairs.join(', '),
  ]);
  return [
    ['cause', 'what happened', 'remedy', 'automated steps'],
    ['---', '---', '---', '---'],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
