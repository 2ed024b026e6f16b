import type { RunProfile } from '../../src/domain/scoring/profile.ts';
import { type DrawnSuite, drawnSuite } from './drawn-tasks.ts';
import { PlanningBench } from './planning-bench.ts';
import { writeCatalog } from './published-datasets.ts';

/** Datasets of eval configs that name what `startHub` holds. */
export const BIZFINBENCH = {
  ...{ type: 'bizfinbench', task_types: ['stock_price_predict'], languages: ['en', 'zh'] },
};
export const PRBENCH = { type: 'prbench', splits: ['finance', 'legal'] };
export const GDPVAL = { type: 'gdpval' };

/** Plans with our catalogue and an empty cache. */
export async function startPublishedBench(): Promise<PlanningBench> {
  const bench = await PlanningBench.start();
  await writeCatalog(bench.configRoot);
  return bench;
}

interface PublishedDrawing {
  readonly profile?: RunProfile;
  readonly numTasks?: number;
}

/** What a config with a judge draws of these datasets. */
export const drawPublished = (
  bench: PlanningBench,
  datasets: readonly object[],
  { profile = 'corrected', numTasks = 100 }: PublishedDrawing = {},
): Promise<DrawnSuite> => {
  const judge = { model: 'grader', api_base: 'https://judge.example/v1' };
  return drawnSuite(bench, { datasets, profile, numTasks, judge });
};

export const idsOf = ({ tasks }: DrawnSuite): readonly string[] => tasks.map(({ id }) => id);
