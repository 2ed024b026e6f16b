import {
  BIZFINBENCH_LANGUAGES,
  exists,
  knownTaskTypes,
} from '../domain/dataset/bizfinbench/task-types.ts';
import { canAskJudge } from '../domain/judge/judge-use.ts';
import { META_TRANSFORMS } from '../domain/market/meta-transforms.ts';
import type { RunProfile } from '../domain/scoring/profile.ts';
import type { BizFinBenchDataset } from './datasets/bizfinbench.ts';
import { type CryptoDataset, CryptoEvaluation } from './datasets/crypto.ts';
import type { GdpvalDataset } from './datasets/gdpval.ts';
import type { DatasetConfig, EvalConfig } from './eval-config.ts';

/** A key that is accepted for the original's sake and changes nothing. */
export interface IneffectiveKey {
  /** E.g. `datasets[0].path`. */
  readonly key: string;
  readonly why: string;
}

type Strategy = EvalConfig['sampling']['strategy'];

/** Keys of an eval config without effect on a run that draws by this strategy and is scored so. */
export function ineffectiveKeys(
  config: EvalConfig,
  strategy: Strategy = config.sampling.strategy,
  profile: RunProfile = 'corrected',
): readonly IneffectiveKey[] {
  const { version, debate, llm_eval, datasets } = config;
  return [
    ...note(version !== undefined, 'version', 'it is not read, as in the original'),
    ...note(
      debate === true && !canFollowUp(datasets, profile),
      'debate',
      'only answers to questions are followed up, in profiles "compat" and "both"',
    ),
    ...note(
      llm_eval?.enabled === false,
      'llm_eval',
      'it is switched off by "enabled"; "judge" in the experiments file would still be asked',
    ),
    ...note(
      llm_eval !== undefined &&
        llm_eval.enabled !== false &&
        !datasets.some(({ type }) => canAskJudge(type, profile)),
      'llm_eval',
      `its datasets are scored by rules in profile "${profile}"`,
    ),
    ...datasets.flatMap((dataset, index) =>
      datasetKeys(dataset, strategy, profile).map(({ key, why }) => ({
        key: `datasets[${index}].${key}`,
        why,
      })),
    ),
  ];
}

/** Whether the original's follow-up question can be asked: it changes no score, and no market has one. */
export const canFollowUp = (
  datasets: readonly Pick<DatasetConfig, 'type'>[],
  profile: RunProfile,
): boolean => profile !== 'corrected' && datasets.some(({ type }) => type !== 'crypto');

const note = (applies: boolean, key: string, why: string): readonly IneffectiveKey[] =>
  applies ? [{ key, why }] : [];

function datasetKeys(
  dataset: DatasetConfig,
  strategy: Strategy,
  profile: RunProfile,
): readonly IneffectiveKey[] {
  const weight = note(
    dataset.weight !== 1 && strategy !== 'weighted',
    'weight',
    `only strategy "weighted" reads it, and this one is "${strategy}"`,
  );
  if (dataset.type === 'crypto') return [...weight, ...cryptoKeys(dataset, profile)];
  if (dataset.type === 'bizfinbench') return [...weight, ...bizFinBenchKeys(dataset)];
  return dataset.type === 'gdpval' ? [...weight, ...gdpvalKeys(dataset)] : weight;
}

function bizFinBenchKeys({ path, task_types, languages }: BizFinBenchDataset) {
  const onlyChinese = (task_types ?? []).filter(
    (name) => languages.includes('en') && !exists(name, 'en'),
  );
  return [
    ...note(
      typeof path === 'string',
      'path',
      'the original ignores it too; files of your own are named with "local_path"',
    ),
    ...note(
      task_types === undefined,
      'task_types',
      'the original then takes a name that does not exist, and no task; name some',
    ),
    ...strangers('task_types', task_types ?? [], knownTaskTypes),
    ...strangers('languages', languages, BIZFINBENCH_LANGUAGES),
    ...onlyChinese.flatMap((name) =>
      note(true, 'languages', `"${name}" does not exist in en and gives no task there`),
    ),
  ];
}

/** They shape the original's score; skill is not measured by them. */
const COMPAT_ONLY = [
  ...(['metric_weights', 'return_cap', 'sharpe_floor', 'sharpe_cap'] as const),
  ...(['drawdown_cap', 'win_rate_floor', 'win_rate_cap'] as const),
];
const DEFAULTS = CryptoEvaluation.parse({});

const cryptoKeys = (dataset: CryptoDataset, profile: RunProfile): readonly IneffectiveKey[] => [
  ...COMPAT_ONLY.flatMap((key) =>
    note(
      profile === 'corrected' &&
        JSON.stringify(dataset.evaluation[key]) !== JSON.stringify(DEFAULTS[key]),
      `evaluation.${key}`,
      'only profile "compat" scores by it',
    ),
  ),
  ...note(
    Boolean(dataset.cache_dir) && !dataset.remote_manifest,
    'cache_dir',
    'only "remote_manifest" downloads anything',
  ),
  ...note(
    Boolean(dataset.hidden_seed_config),
    'hidden_seed_config',
    'hidden windows of candle files are drawn by "window_seed"',
  ),
  ...strangers('evaluation.meta_transforms', dataset.evaluation.meta_transforms, META_TRANSFORMS),
];

const gdpvalKeys = ({ cache_dir, local_path, hf_dataset }: GdpvalDataset) => [
  ...note(
    typeof cache_dir === 'string',
    'cache_dir',
    'downloads are kept in the cache folder of this machine, DURABENCH_CACHE_DIR',
  ),
  ...note(
    local_path !== undefined && hf_dataset !== 'openai/gdpval',
    'hf_dataset',
    'the tasks come from "local_path"',
  ),
];

const strangers = (
  key: string,
  names: readonly string[],
  known: readonly string[],
): readonly IneffectiveKey[] =>
  names.flatMap((name) =>
    note(!known.includes(name), key, `"${name}" does not exist; there are ${known.join(', ')}`),
  );
