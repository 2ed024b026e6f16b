import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { WORKFLOW_TYPES } from '../../src/temporal/names.ts';
import { workflowBundle } from '../support/suite-bench.ts';
import { HISTORIES_DIR, type HistoryIndex, INDEX_FILE } from './histories.ts';

const index: HistoryIndex = JSON.parse(readFileSync(join(HISTORIES_DIR, INDEX_FILE), 'utf8'));

/** Endings every workflow type must have been recorded with. */
const ENDINGS: Readonly<Record<keyof typeof WORKFLOW_TYPES, readonly string[]>> = {
  suite: ['completed', 'failed', 'cancelled', 'resumed', 'retried', 'open'],
  // A config or a shard does not fail: it returns what became of its tasks.
  config: [
    ...['completed', 'failed-by-provider', 'cancelled', 'resumed', 'retried'],
    ...['redeployed', 'restarted', 'open'],
  ],
  shard: [
    ...['completed', 'failed-by-provider', 'cancelled', 'resumed', 'retried', 'open'],
    ...['judged', 'rejudged'],
  ],
  episode: ['traded', 'trading', 'trade-cancelled'],
  host: ['leased', 'waiting'],
};

for (const [kind, type] of Object.entries(WORKFLOW_TYPES)) {
  test(`${type} has a recorded history of every ending`, () => {
    const recorded = index.histories.filter((history) => history.type === type);
    const endings = new Set(recorded.map(({ ending }) => ending));
    for (const ending of ENDINGS[kind as keyof typeof WORKFLOW_TYPES]) {
      expect(endings, `record one with: npm run record:histories`).toContain(ending);
    }
  });
}

test('recorded histories are as they were recorded, and none is left out of the index', () => {
  const files = readdirSync(HISTORIES_DIR).filter((file) => file !== INDEX_FILE);
  expect(files.sort()).toEqual(index.histories.map(({ file }) => file).sort());
  for (const { file, sha256 } of index.histories) {
    const bytes = readFileSync(join(HISTORIES_DIR, file));
    expect(createHash('sha256').update(bytes).digest('hex'), file).toBe(sha256);
  }
});

test("today's workflow code accepts yesterday's histories", async () => {
  const histories = index.histories.map(({ file, workflowId }) => ({
    workflowId,
    history: JSON.parse(readFileSync(join(HISTORIES_DIR, file), 'utf8')),
  }));
  expect(histories.length).toBeGreaterThan(0);
  const replayed: string[] = [];
  const options = { workflowBundle: await workflowBundle(), replayName: 'committed-histories' };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
    expect(error, workflowId).toBeUndefined();
    replayed.push(workflowId);
  }
  expect(replayed.length).toBe(histories.length);
});
