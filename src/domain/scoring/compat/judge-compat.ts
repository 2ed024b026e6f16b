import type { Criterion, PrBenchSource, PublicCsvSource } from '../../dataset/judged-source.ts';
import type { AskedTask, QuestionTask } from '../../dataset/task.ts';
import { ConfigurationError } from '../../errors.ts';
import { type CompatSettings, compatSettings } from '../../judge/compat-settings.ts';
import type { JudgeScript } from '../../judge/judge-script.ts';
import type { CompatScore } from '../score.ts';
import { type CompatGrade, crash } from './compat-grade.ts';
import type { CompatJudge } from './compat-judge.ts';
import { isTruthy } from './json-value.ts';
import { judgeBizfinbenchCompat } from './judge-bizfinbench.ts';
import { judgeGdpvalCompat } from './judge-gdpval.ts';
import { judgeOptionsCompat } from './judge-options.ts';
import { judgePrbenchCompat } from './judge-prbench.ts';
import { judgePublicCsvCompat } from './judge-public-csv.ts';
import { judgeSyntheticCompat } from './judge-synthetic.ts';
import { syntheticTruth } from './synthetic-truth.ts';

/** Of options questions that have none. */
const OPTIONS_CATEGORY = 'Options Pricing';

/** The judge of a config, as the original hands it to the evaluator of a dataset. */
export function compatJudgeOf(
  dataset: AskedTask['dataset'],
  { model, temperature }: Pick<CompatSettings, 'model'> & { readonly temperature: number | null },
): CompatJudge {
  const settings = compatSettings(dataset, {});
  // Only options keeps a model of its own, whatever the config says.
  return dataset === 'options'
    ? settings
    : { ...settings, model, temperature: temperature ?? settings.temperature };
}

/**
 * Grades a reply, profile `compat`: whatever text came back, an error of the provider included, is
 * graded as the original grades it. Without a judge (null) nothing is asked, and its heuristics decide.
 * Where its scorer raises, the row is dropped.
 */
export function* judgeCompat(
  task: AskedTask,
  replyText: string,
  judge: CompatJudge | null,
): JudgeScript<CompatScore> {
  const grade = yield* scriptOf(task, replyText, judge);
  if (grade.kind === 'crash') return { kind: 'dropped', error: grade.message };
  const { score, maxScore, correct, subScores, feedback } = grade;
  return { kind: 'scored', value: score, max: maxScore, correct, subScores, feedback };
}

function scriptOf(
  task: AskedTask,
  predicted: string,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  const { source } = task;
  switch (source?.kind) {
    case 'prbench':
      return judgePrbenchCompat(
        { predicted, question: task.question, ...prBenchInput(source) },
        judge,
      );
    case 'gdpval': {
      const { prompt: taskPrompt, occupation, sector, files } = source;
      const referenceFiles = files.map(({ name }) => name);
      return judgeGdpvalCompat(
        { predicted, taskPrompt, occupation, sector, referenceFiles },
        judge,
      );
    }
    case 'public_csv':
      return judgePublicCsvCompat(
        { predicted, question: task.question, ...csvInput(source) },
        judge,
      );
    case 'bizfinbench':
      return judgeBizfinbenchCompat(
        {
          predicted,
          expected: task.gold.formatted,
          taskType: source.taskType,
          question: task.question,
        },
        judge,
      );
    case 'synthetic':
    case 'options':
    case undefined:
      return questionScript(task as QuestionTask, predicted, judge);
  }
}

function questionScript(
  task: QuestionTask,
  predicted: string,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  if (task.dataset === 'synthetic') return judgeSynthetic(task, predicted, judge);
  if (task.dataset === 'options') return judgeOptions(task, predicted, judge);
  throw new ConfigurationError(`task "${task.id}" of "${task.dataset}" does not say what it is`);
}

/** The original cuts the expected answer to length for its row, and raises where it is no text. */
function* judgeSynthetic(
  task: QuestionTask,
  predicted: string,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  const truth = syntheticTruth(task);
  if (typeof truth.expected !== 'string' && isTruthy(truth.expected)) {
    return crash('the expected answer is no text and cannot be cut to length');
  }
  const components = (task.source?.kind === 'synthetic' && task.source.components) || [];
  const { question, steps } = task;
  return yield* judgeSyntheticCompat({ predicted, ...truth, question, steps, components }, judge);
}

/** A missing ticker reaches the original's task as null, which it refuses. */
function* judgeOptions(
  { category, source }: QuestionTask,
  analysis: string,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  if (source?.kind === 'options' && source.ticker === null) {
    return crash('the question names no ticker, and the original raises on it');
  }
  return yield* judgeOptionsCompat({ category: category || OPTIONS_CATEGORY, analysis }, judge);
}

/** The one class that the original takes for a penalty. */
const PENALTY_CLASS = 'detrimental';
const CLASS_WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['critically important', 3],
  ['important', 2],
  ['slightly important', 1],
  [PENALTY_CLASS, -1],
]);
/** Classes it does not know are rewarded, negative ones too. */
const UNKNOWN_CLASS_WEIGHT = 1;

function prBenchInput({ scratchpad: expected, criteria, field, topic }: PrBenchSource) {
  const classOf = ({ weightClass }: Criterion): string => weightClass ?? 'important';
  const textsOf = (isPenalty: boolean): readonly string[] =>
    criteria
      .filter((each) => (classOf(each) === PENALTY_CLASS) === isPenalty)
      .map(({ text }) => text);
  return {
    expected,
    rubric: { criteria: textsOf(false), penaltyConditions: textsOf(true) },
    weights: Object.fromEntries(
      criteria.map((each) => [each.text, CLASS_WEIGHTS.get(classOf(each)) ?? UNKNOWN_CLASS_WEIGHT]),
    ),
    domain: field,
    topic,
  };
}

const csvInput = ({ answer: expected, items }: PublicCsvSource) => ({
  expected,
  rubric: items.map(({ operator, text }) => ({
    ...(operator !== null && { operator }),
    criteria: text,
  })),
});
