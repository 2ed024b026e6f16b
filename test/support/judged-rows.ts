import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { criterion, jsonLinesOf, prBenchRow } from './published-rows.ts';

/** More than fit into one request to the judge: every conversation takes two. */
const CRITERIA = 12;
export const REQUESTS_PER_CONVERSATION = 2;

/** Writes `prbench/data/finance.jsonl`: conversations that only a judge can grade, no two alike. */
export function writeConversations(folder: string, count: number): void {
  const data = join(folder, 'prbench/data');
  mkdirSync(data, { recursive: true });
  const rows = Array.from({ length: count }, (_, row) =>
    prBenchRow(`loan-${row}`, {
      prompt_1: `Its covenant is ${row + 1}.0x. Does it hold?`,
      rubric: Array.from({ length: CRITERIA }, (_criterion, index) =>
        criterion(`Says what ${row + 1}.0x means for lender ${index + 1}`, 'important'),
      ),
    }),
  );
  writeFileSync(join(data, 'finance.jsonl'), jsonLinesOf(rows));
}
