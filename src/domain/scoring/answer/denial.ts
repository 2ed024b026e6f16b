/** Stands right before what it denies: "is not 3.2", "isn't 3,1,2", 不是, which Western notation makes 不 =. */
const DENIAL =
  /(?:\bnot|\bnever|n['’]t|不\s*=|不是|并非|绝非|不为|不等于)\s*(?:equal\s+to|exactly|simply|just)?[\s:"'(]{0,4}$/iu;

/** "> 3", "at least 3", 超过3: a bound names no number. `>` at the start of a line quotes it. */
const BOUND_BEFORE =
  /(?:[≥≤≧≦]|(?<=\s)[<>]=?|\b(?:(?:more|less|greater|higher|lower|larger|smaller|fewer)\s+than|at\s+(?:least|most)|up\s+to|above|below|exceed(?:s|ing)?)|超过|大于|高于|多于|小于|低于|少于|不到|不足|至少|至多|最多|最少)\s*[-+($€£¥]{0,3}\s*$/iu;
const BOUND_AFTER =
  /^\s*(?:%|\p{Script=Han}{0,3})\s*(?:(?:or|and)\s+(?:more|less|above|below|higher|lower)\b|以上|以下|以内)/iu;

/** Longer words stand between nothing and its denial. */
const NEAR_CHARS = 40;

/** Whether the words before a place of a text deny what stands there. */
export const isDeniedAt = (text: string, at: number): boolean =>
  DENIAL.test(text.slice(Math.max(0, at - NEAR_CHARS), at));

/** Whether the only number of a text is denied or a bound; of several, others decide. */
export function isDeniedNumber(text: string): boolean {
  const [only, ...others] = text.matchAll(/\d(?:[\d.,]*\d)?/g);
  if (only === undefined || others.length > 0) return false;
  const before = text.slice(Math.max(0, only.index - NEAR_CHARS), only.index);
  const after = text.slice(only.index + only[0].length).slice(0, NEAR_CHARS);
  return isDeniedAt(text, only.index) || BOUND_BEFORE.test(before) || BOUND_AFTER.test(after);
}
