import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hardwareTable, memoryTable } from '../../support/deploy-tables.ts';

const DOC = readFileSync(join(import.meta.dirname, '../../../docs/deploy.md'), 'utf8');

/** What stands between `<!-- name -->` and `<!-- end -->`. */
function written(name: string): string {
  const found = new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)\\n<!-- end -->`).exec(DOC)?.[1];
  if (found === undefined) throw new Error(`docs/deploy.md has no table "${name}"`);
  return found;
}

test('the memory table of docs/deploy.md is what the planner says today', () => {
  expect(written('memory table')).toBe(memoryTable());
});

test('the hardware table of docs/deploy.md is what the planner says today', () => {
  expect(written('hardware table')).toBe(hardwareTable());
});
