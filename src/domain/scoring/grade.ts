const GRADES = [
  ['A+', 97],
  ['A', 93],
  ['A-', 90],
  ['B+', 87],
  ['B', 83],
  ['B-', 80],
  ['C+', 77],
  ['C', 73],
  ['C-', 70],
  ['D', 60],
] as const;
export const GRADE_LETTERS = [...GRADES.map(([letter]) => letter), 'F'] as const;
export type Grade = (typeof GRADE_LETTERS)[number];

/** The letter of an overall score of 0 to 100, unrounded as in the original. */
export const gradeOf = (percent: number): Grade =>
  GRADES.find(([, from]) => percent >= from)?.[0] ?? 'F';
