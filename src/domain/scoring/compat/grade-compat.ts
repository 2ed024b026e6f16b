import type { ExactGold, QuestionTask } from '../../dataset/task.ts';
import { ConfigurationError } from '../../errors.ts';
import type { CompatScore } from '../score.ts';
import type { CompatGrade } from './compat-grade.ts';
import { isTruthy, type JsonValue } from './json-value.ts';
import { scoreOptionsCompat } from './score-options.ts';
import { scoreSyntheticCompat } from './score-synthetic.ts';

/** Of options questions that have none. */
const OPTIONS_CATEGORY = 'Options Pricing';

/**
 * Grades a reply, profile `compat`: whatever text came back, an error of the provider included, is
 * graded as the original grades it without a judge. Where its scorer raises, the row is dropped.
 */
export function gradeCompat(task: QuestionTask, replyText: string): CompatScore {
  const grade = gradeOf(task, replyText);
  if (grade.kind === 'crash') return { kind: 'dropped', error: grade.message };
  const { score, maxScore, correct, subScores, feedback } = grade;
  return { kind: 'scored', value: score, max: maxScore, correct, subScores, feedback };
}

function gradeOf(task: QuestionTask, replyText: string): CompatGrade {
  switch (task.dataset) {
    case 'synthetic':
      return gradeSynthetic(task, replyText);
    case 'options':
      return gradeOptions(task, replyText);
    case 'bizfinbench':
    case 'prbench':
    case 'crypto':
    case 'gdpval':
    case 'public_csv':
      throw new ConfigurationError(`this release cannot score dataset "${task.dataset}"`);
  }
}

/** The original cuts the expected answer to length for its row, and raises where it is no text. */
function gradeSynthetic(task: QuestionTask, replyText: string): CompatGrade {
  const truth = truthOf(task);
  if (typeof truth.expected !== 'string' && isTruthy(truth.expected)) {
    return crash('the expected answer is no text and cannot be cut to length');
  }
  return scoreSyntheticCompat({ predicted: replyText, ...truth });
}

/** A missing ticker reaches the original's task as null, which it refuses. */
function gradeOptions({ category, source }: QuestionTask, replyText: string): CompatGrade {
  if (source?.kind === 'options' && source.ticker === null) {
    return crash('the question names no ticker, and the original raises on it');
  }
  return scoreOptionsCompat({ category: category || OPTIONS_CATEGORY, analysis: replyText });
}

const crash = (message: string): CompatGrade => ({
  kind: 'crash',
  message,
  consequence: 'row-dropped',
});

interface Truth {
  readonly expected: JsonValue;
  readonly groundTruthValue: JsonValue;
}

/** The original compares with the formatted answer, or with the bare value where there is none. */
function truthOf({ source, gold }: QuestionTask): Truth {
  if (source?.kind !== 'synthetic') return truthOfGold(gold);
  const { formatted, value } = source;
  return { expected: isTruthy(formatted) ? formatted : value, groundTruthValue: value };
}

/** Of generated questions, as the original's files would hold it: percentages as fractions. */
function truthOfGold(gold: ExactGold): Truth {
  const { formatted: expected } = gold;
  switch (gold.kind) {
    case 'number':
      return {
        expected,
        groundTruthValue: gold.unit === 'percent' ? gold.value / 100 : gold.value,
      };
    case 'text':
      return { expected, groundTruthValue: expected };
    case 'fields':
      return { expected, groundTruthValue: gold.fields };
  }
}
