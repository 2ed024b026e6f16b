import type { CompatGrade, CompatGraded, CompatMethod } from './compat-grade.ts';
import { asNumber, isRecord, isTruthy, type JsonValue } from './json-value.ts';
import { isClose, numbersInText } from './numbers-in-text.ts';
import { codePointLength, floatText, strip } from './python-text.ts';

export interface CompatSyntheticInput {
  readonly predicted: string;
  /** The formatted ground truth, else the raw value: not always a string. */
  readonly expected: JsonValue;
  /** Null where the question has none. */
  readonly groundTruthValue: JsonValue;
}

interface Finding {
  readonly score: number;
  readonly feedback: readonly string[];
}

export const REPLY_CHARS_MIN = 5;
const APPROXIMATE_SCORE = 0.8;
const NO_TRUTH_SCORE = 0.5;
const PASS_FROM = 0.7;
const NOTHING_FOUND: Finding = { score: 0, feedback: [] };

/**
 * The original's synthetic evaluator without a judge: full score for a reply that contains the
 * expected text, 0.8 when any number of one is close to any number of the other.
 */
export function scoreSyntheticCompat(input: CompatSyntheticInput): CompatGrade {
  const { predicted, expected, groundTruthValue } = input;
  if (codePointLength(strip(predicted)) < REPLY_CHARS_MIN) {
    return graded('empty_response', 0, 'No meaningful response provided');
  }
  if (!isTruthy(expected) && groundTruthValue === null) {
    return graded('no_ground_truth', NO_TRUTH_SCORE, 'No ground truth available for comparison');
  }
  if (typeof expected !== 'string' && isTruthy(expected)) {
    return {
      kind: 'crash',
      message: 'the expected answer is no text and cannot be lower-cased',
      consequence: 'row-dropped',
    };
  }
  const text = typeof expected === 'string' ? expected : '';
  const inText = compareWithText(predicted, text);
  const { score, feedback } =
    inText.score < APPROXIMATE_SCORE
      ? compareWithTruth(predicted, groundTruthValue, inText)
      : inText;
  const nothing = `Expected: ${text}, no clear match found`;
  return graded('fallback_heuristic', score, feedback.join('; ') || nothing);
}

function compareWithText(predicted: string, expected: string): Finding {
  if (expected === '') return NOTHING_FOUND;
  if (predicted.toLowerCase().includes(expected.toLowerCase())) {
    return { score: 1, feedback: [`Found expected answer: ${expected}`] };
  }
  const stated = numbersInText(predicted);
  const matches = numbersInText(expected).flatMap((wanted) => {
    const close = stated.find((number) => isClose(number, wanted));
    return close === undefined
      ? []
      : [`Found approximate numerical match: ${floatText(close)} ≈ ${floatText(wanted)}`];
  });
  return matches.length === 0 ? NOTHING_FOUND : { score: APPROXIMATE_SCORE, feedback: matches };
}

/** Texts and lists among the truth can never match. */
function compareWithTruth(predicted: string, truth: JsonValue, soFar: Finding): Finding {
  const stated = numbersInText(predicted);
  const isStated = (value: JsonValue): boolean => {
    const wanted = asNumber(value);
    return wanted !== undefined && stated.some((number) => isClose(number, wanted));
  };
  if (isRecord(truth)) {
    const entries = Object.values(truth);
    const matched = entries.filter(isStated).length;
    if (matched === 0) return soFar;
    const feedback = [`Matched ${matched}/${entries.length} ground truth components`];
    return { score: matched / entries.length, feedback };
  }
  return isStated(truth)
    ? { score: APPROXIMATE_SCORE, feedback: [`Found the ground truth value: ${truth}`] }
    : soFar;
}

const graded = (method: CompatMethod, score: number, feedback: string): CompatGraded => ({
  kind: 'graded',
  score,
  maxScore: 1,
  correct: score >= PASS_FROM,
  subScores: {},
  correctCount: 0,
  totalCount: 0,
  method,
  llmUsed: false,
  feedback,
});
