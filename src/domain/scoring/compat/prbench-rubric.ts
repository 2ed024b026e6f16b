interface PrbenchRubric {
  readonly criteria: readonly string[];
  readonly penaltyConditions: readonly string[];
}

export interface CompatPrbenchInput {
  readonly predicted: string;
  /** The author's scratchpad. */
  readonly expected: string;
  /** Null where there is none, also for a plain dictionary, which the original does not recognise. */
  readonly rubric: PrbenchRubric | null;
  /** By the exact text of a criterion. */
  readonly weights: Readonly<Record<string, number>> | null;
  readonly question: string | null;
  /** "Professional" where the task has none. */
  readonly domain?: string;
  readonly topic?: string;
  /** The least a met rubric gives in fast mode; 0 in every run. */
  readonly scoreMin?: number;
}

export interface WeightedCriterion {
  readonly text: string;
  /** Of penalties negative. */
  readonly weight: number;
  readonly isPenalty: boolean;
}

const CRITERION_WEIGHT = 1;
const PENALTY_WEIGHT = -0.5;

/** Criteria first, then penalties: the order in which a judge sees and numbers them. */
export function weightedCriteria(input: CompatPrbenchInput): readonly WeightedCriterion[] {
  const { criteria = [], penaltyConditions = [] } = input.rubric ?? {};
  const weights = new Map(Object.entries(input.weights ?? {}));
  return [
    ...criteria.map((text) => ({
      text,
      weight: weights.get(text) ?? CRITERION_WEIGHT,
      isPenalty: false,
    })),
    ...penaltyConditions.map((text) => ({
      text,
      weight: weights.get(text) ?? PENALTY_WEIGHT,
      isPenalty: true,
    })),
  ];
}
