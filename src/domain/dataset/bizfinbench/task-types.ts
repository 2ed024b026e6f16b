import type { Task } from '../task.ts';

/** Those that the original draws from, in the order in which it writes `all` out. */
export const BIZFINBENCH_TASK_TYPES = [
  'anomaly_information_tracing',
  'event_logic_reasoning',
  'financial_data_description',
  'financial_quantitative_computation',
  'user_sentiment_analysis',
  'stock_price_predict',
  'financial_multi_turn_perception',
  'financial_report_analysis',
] as const;

/** The ninth of version 2; the original leaves it out. The name is spelled as upstream spells it. */
export const COUNTERFACTUAL = 'conterfactual';

const KNOWN = [...BIZFINBENCH_TASK_TYPES, COUNTERFACTUAL] as const;
export type BizFinBenchTaskType = (typeof KNOWN)[number];
type BizFinBenchLanguage = 'en' | 'cn';

/** `zh` is another name of `cn`. */
export const BIZFINBENCH_LANGUAGES = ['en', 'cn', 'zh'] as const;

export const knownTaskTypes: readonly string[] = KNOWN;

/** One file of the dataset: the questions of a type in a language. */
export interface BizFinBenchSlice {
  readonly taskType: BizFinBenchTaskType;
  readonly language: BizFinBenchLanguage;
}

/** The name of a slice in the catalogue and in ids. */
export const sliceName = ({ taskType, language }: BizFinBenchSlice): string =>
  `${taskType}_${language}`;

/**
 * The slices that exist, task types outermost. Names that do not exist give none, as in the
 * original, and neither do languages that a type does not have.
 */
export const slicesOf = (
  taskTypes: readonly string[],
  languages: readonly string[],
): readonly BizFinBenchSlice[] =>
  taskTypes.flatMap((name) => {
    const taskType = KNOWN.find((known) => known === name);
    if (taskType === undefined) return [];
    return languages.flatMap((written) => {
      const language = languageOf(written);
      return language === undefined || !exists(taskType, language) ? [] : [{ taskType, language }];
    });
  });

function languageOf(written: string): BizFinBenchLanguage | undefined {
  if (written === 'zh') return 'cn';
  return written === 'en' || written === 'cn' ? written : undefined;
}

/** Reports are analysed in Chinese only. */
export const exists = (taskType: string, language: string): boolean =>
  taskType !== 'financial_report_analysis' || language !== 'en';

/** The file of a slice without its extension, as upstream names it. */
export function fileStem({ taskType, language }: BizFinBenchSlice): string {
  if (taskType === 'financial_report_analysis') return taskType;
  const stem =
    taskType === 'financial_multi_turn_perception' ? 'financial_multi-turn_perception' : taskType;
  return `${stem}_${language}`;
}

/** As the original rates them. */
export const DIFFICULTY = {
  anomaly_information_tracing: 'hard',
  event_logic_reasoning: 'medium',
  financial_data_description: 'easy',
  financial_quantitative_computation: 'medium',
  user_sentiment_analysis: 'medium',
  stock_price_predict: 'expert',
  financial_multi_turn_perception: 'hard',
  financial_report_analysis: 'hard',
  conterfactual: 'hard',
} as const satisfies Record<BizFinBenchTaskType, Task['difficulty']>;
