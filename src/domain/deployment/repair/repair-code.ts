/** Steps of the ladder, in the order in which they are tried. */
export const REPAIR_CODES = [
  'shorter-context',
  'fewer-sequences',
  'lower-utilisation',
  'fp8-cache-off',
  'next-recipe',
] as const;
export type RepairCode = (typeof REPAIR_CODES)[number];
