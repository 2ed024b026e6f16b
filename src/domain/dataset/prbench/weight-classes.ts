/** Classes of criteria and what each weighs where the dataset states no figure, as the original has it. */
const CLASS_WEIGHTS: Readonly<Record<string, number>> = {
  'critically important': 3,
  important: 2,
  'slightly important': 1,
  'slightly detrimental': -1,
  detrimental: -2,
  'critically detrimental': -3,
};

export const WEIGHT_CLASSES: readonly string[] = Object.keys(CLASS_WEIGHTS);

/** A criterion's annotations: its class, and a weight under the name of each class. */
export type Annotations = Readonly<Record<string, unknown>>;

/**
 * What meeting a criterion of this class is worth; negative where it costs points. The class alone
 * decides the sign. Without a stated figure the class has one; 0 for a class that is not known.
 */
export function classWeight(weightClass: string | null, annotations: Annotations): number {
  const byClass = CLASS_WEIGHTS[weightClass ?? 'important'];
  const stated = annotations[`${(weightClass ?? 'important').replaceAll(' ', '_')}_weight`];
  const isStated = typeof stated === 'number' && Number.isFinite(stated);
  if (byClass === undefined) return isStated ? stated : 0;
  return isStated && stated !== 0 ? Math.sign(byClass) * Math.abs(stated) : byClass;
}
