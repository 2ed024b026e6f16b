import type { BizFinBenchTaskType } from '../dataset/bizfinbench/task-types.ts';
import type { DatasetType } from '../dataset/task.ts';
import type { RunProfile } from '../scoring/profile.ts';
import type { ResolvedDataset } from '../suite/resolved-dataset.ts';

/** Datasets with answers that no rule of ours can grade. */
const JUDGED: readonly DatasetType[] = ['bizfinbench', 'prbench', 'gdpval', 'public_csv'];

/** Those of BizFinBench with answers that are texts of their own; others are numbers, ids, labels. */
const OPEN_TASK_TYPES: readonly BizFinBenchTaskType[] = [
  'event_logic_reasoning',
  'financial_quantitative_computation',
  'financial_report_analysis',
  'conterfactual',
];

/** Whether a judge could be asked about a dataset's replies; the original asks about all it can. */
export const canAskJudge = (type: DatasetType, profile: RunProfile): boolean =>
  profile === 'corrected' ? JUDGED.includes(type) : type !== 'crypto';

/** Whether profile `corrected` cannot grade a dataset without a judge. */
export const needsJudge = (dataset: ResolvedDataset): boolean =>
  dataset.type === 'bizfinbench'
    ? dataset.slices.some(({ taskType }) => OPEN_TASK_TYPES.includes(taskType))
    : JUDGED.includes(dataset.type);
