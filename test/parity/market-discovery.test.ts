import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Task } from '../../src/domain/dataset/task.ts';
import { anonymousTask } from '../../src/domain/market/scenarios/market-task.ts';
import { drawnTasks } from '../support/drawn-tasks.ts';
import { PlanningBench } from '../support/planning-bench.ts';
import { goldNumber, taskWith } from '../support/tasks.ts';

interface Vectors {
  readonly discover: readonly {
    readonly dirs: readonly string[];
    readonly without_data?: readonly string[];
    readonly with_metadata?: readonly string[];
    readonly dataset: object;
    readonly sampling: object;
    readonly examples: readonly {
      readonly dir: string;
      readonly example_id: string;
      readonly question: string;
      readonly metadata: { readonly timeframe: string };
    }[];
  }[];
  readonly crypto_ids: readonly {
    readonly sampling_seed: number | null;
    readonly original_id: string;
    readonly index: number;
    readonly expected: string;
  }[];
}
const vectors: Vectors = JSON.parse(
  await readFile(new URL('../fixtures/market/scenarios.json', import.meta.url), 'utf8'),
);

const STATES = [{ timestamp: '2024-01-01T00:00:00Z', ohlcv: { close: 1 } }];

async function layOut(bench: PlanningBench, layout: Vectors['discover'][number]): Promise<void> {
  for (const name of layout.dirs) {
    const folder = join(bench.experimentsRoot, 'scenarios', name);
    await mkdir(folder, { recursive: true });
    if (layout.without_data?.includes(name)) continue;
    const embedded = { timeframe: '1m', note: name };
    const data = { metadata: embedded, market_states: STATES };
    await bench.write(folder, 'market_data.json', data);
    if (!layout.with_metadata?.includes(name)) continue;
    await bench.write(folder, 'metadata.json', { name: 'x', timeframe: '5m', symbols: ['X'] });
  }
}

const described = ({ id, question, gold, ...task }: Task) => {
  if (gold.kind !== 'market' || task.source?.kind !== 'crypto')
    throw new Error(`${id} is no market`);
  return [task.source.scenarioId, id, question, task.source.timeframe];
};

test.each(vectors.discover.map((layout) => ({ layout, dirs: layout.dirs.join(' ') })))(
  'the folders $dirs become the original’s tasks, in its order and under its ids',
  async ({ layout }) => {
    await using bench = await PlanningBench.start();
    await layOut(bench, layout);
    const tasks = await drawnTasks(bench, {
      datasets: [{ type: 'crypto', path: 'scenarios', ...layout.dataset }],
      sampling: layout.sampling,
    });
    expect(tasks.map(described)).toEqual(
      layout.examples.map(({ dir, example_id, question, metadata }) => [
        dir,
        example_id,
        question,
        metadata.timeframe,
      ]),
    );
  },
);

test.each(vectors.crypto_ids)(
  '$original_id at place $index has the original’s id under seed $sampling_seed',
  ({ sampling_seed, original_id, index, expected }) => {
    const task = { ...taskWith(goldNumber(1, 'none')), id: original_id };
    expect(anonymousTask(sampling_seed || 42)(task, index).id).toBe(expected);
  },
);
