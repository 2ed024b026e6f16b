import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { troubleshootingTable } from '../../support/troubleshooting-table.ts';

test('the troubleshooting table of docs/deploy.md is the one of the code', () => {
  const doc = readFileSync(join(import.meta.dirname, '../../../docs/deploy.md'), 'utf8');
  expect(doc).toContain(`<!-- troubleshooting table -->\n${troubleshootingTable()}\n<!-- end -->`);
});
