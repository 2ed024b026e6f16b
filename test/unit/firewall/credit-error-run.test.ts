import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { DatasetType } from '../../../src/domain/dataset/task.ts';
import { inspectReply } from '../../../src/domain/firewall/inspect-reply.ts';
import { summarizeConfig } from '../../../src/domain/leaderboard/config-report.ts';
import type { Score } from '../../../src/domain/scoring/score.ts';
import { anOutcome, scored, someRecords } from '../../support/config-records.ts';

interface Item {
  readonly taskId: string;
  readonly dataset: DatasetType;
  readonly category: string;
  readonly reply: string;
}

/** A run as it was once published with a score: the provider had refused 16 of its 18 calls. */
const { items }: { readonly items: readonly Item[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/firewall/credit-error-run.json', import.meta.url), 'utf8'),
);

function scoreOf({ reply }: Item): Score {
  const verdict = inspectReply(reply, { finishReason: null });
  if (verdict.kind === 'answer') return scored(0.9);
  expect(verdict).toMatchObject({ kind: 'instrument', reason: 'provider-error' });
  return { kind: 'unscored', reason: 'provider-error', retryable: true, message: verdict.evidence };
}

const report = summarizeConfig(
  someRecords(
    items.map((item) =>
      anOutcome(item.taskId, scoreOf(item), { dataset: item.dataset, category: item.category }),
    ),
  ),
);

test('a run whose provider was out of credit counts 2 of 18 items and is not publishable', () => {
  expect(report.coverage).toMatchObject({ planned: 18, scored: 2, failed: 0, unscored: 16 });
  expect(report.reasons).toEqual([{ kind: 'unscored', reason: 'provider-error', count: 16 }]);
  expect(report.publishability).toEqual({
    publishable: false,
    why: 'Only 2 of 18 planned tasks count (11.1 %); a score needs 95.0 %.',
  });
});

test('no section is scored from error texts', () => {
  const counted = report.sections.filter(({ estimate }) => estimate !== null);
  expect(counted.map(({ datasets }) => datasets)).toEqual([['crypto']]);
});
