import { type CompatGraded, clampToUnit, gradedInUnits } from './compat-grade.ts';
import { normalizeText } from './normalize-text.ts';
import {
  type CompatPrbenchInput,
  type WeightedCriterion,
  weightedCriteria,
} from './prbench-rubric.ts';
import { meetsCriterion } from './prbench-terms.ts';
import { splitWords } from './python-text.ts';

const SHOWN_CRITERIA = 5;
const NO_REFERENCE_SCORE = 0.5;

/** The original's PRBench evaluator without a judge: words of the criteria, else of the reference. */
export function scorePrbenchCompat(input: CompatPrbenchInput): CompatGraded {
  const { predicted, expected, scoreMin = 0 } = input;
  if (predicted === '') {
    return gradedInUnits({
      method: 'empty_response',
      score: 0,
      correctCount: 0,
      totalCount: 0,
      feedback: 'Empty prediction',
    });
  }
  const criteria = weightedCriteria(input);
  return criteria.length === 0
    ? overlapWithReference(predicted, expected)
    : scoreFast(predicted, criteria, scoreMin);
}

function scoreFast(
  predicted: string,
  criteria: readonly WeightedCriterion[],
  scoreMin: number,
): CompatGraded {
  const answer = predicted.toLowerCase();
  const hits = criteria.filter(({ text }) => meetsCriterion(answer, text));
  const positives = criteria.filter(({ isPenalty }) => !isPenalty);
  const met = hits.filter(({ isPenalty }) => !isPenalty);
  const penalties = hits.filter(({ isPenalty }) => isPenalty);
  const [total, possible] = [weightOf(hits), weightOf(positives)];
  return gradedInUnits({
    method: 'fast',
    score: possible > 0 ? clampToUnit(Math.max(scoreMin, total / possible)) : 0,
    correctCount: met.length,
    totalCount: positives.length,
    feedback: `Matched ${met.length}/${criteria.length} criteria`,
    details: {
      matched_criteria: met.slice(0, SHOWN_CRITERIA).map(({ text }) => text),
      triggered_penalties: penalties.map(({ text }) => text),
      raw_score: total,
      max_possible: possible,
      evaluation_mode: 'fast',
    },
  });
}

/** Summed from the left, as the original does, so that roundings agree. */
export const weightOf = (criteria: readonly WeightedCriterion[]): number =>
  criteria.reduce((total, { weight }) => total + weight, 0);

function overlapWithReference(predicted: string, expected: string): CompatGraded {
  const stated = new Set(splitWords(normalizeText(predicted)));
  const wanted = new Set(splitWords(normalizeText(expected)));
  if (wanted.size === 0) {
    return ofOverlap(expected === '' ? 'no_reference' : 'scratchpad', NO_REFERENCE_SCORE, {});
  }
  const overlap = [...stated].filter((word) => wanted.has(word)).length;
  const precision = stated.size === 0 ? 0 : overlap / stated.size;
  const recall = overlap / wanted.size;
  const score = overlap === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return ofOverlap('scratchpad', score, { precision, recall, overlap_words: overlap });
}

const ofOverlap = (
  method: 'scratchpad' | 'no_reference',
  score: number,
  facts: Readonly<Record<string, number>>,
): CompatGraded =>
  gradedInUnits({
    method,
    score,
    correctCount: 0,
    totalCount: 0,
    feedback: method === 'no_reference' ? 'No reference answer available' : 'Scratchpad overlap',
    details: { evaluation_mode: method, ...facts },
  });
