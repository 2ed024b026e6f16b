/** "Answer: 5", "the answer is 5"; not "failed to answer: …", not the repeated "Answer: <value>". */
const MARKED =
  /(?<!\b(?:to|an|no|any|get) )\banswer\b[\s*_`]*(?:\([^()\n]{0,60}\)[\s*_`]*)?(?:[:=：]|\bis\b:?)[\s*_`]*(?!<[^<>\d]*>)[^\s*_`]/i;
const BOXED = /\\boxed\s*\{[^{}]*[^{}\s][^{}]*/;
const CONCLUDED =
  /^(?:\W*(?:therefore|thus|hence|so|in conclusion|overall|conclusion|result|final)\b.*\d.*[.!*]|.*\*\*[^*\n]*\d[^*\n]*\*\*\W*)$/i;
/** "12.5 %", "HOLD", "B, C": a reply this short that ended on its own is its own answer. */
const BARE_VALUE =
  /^[^.:\n]{0,3}-?[\d.,]*\d[\d.,]*\s?[%\p{L}]{0,12}\.?$|^[A-Z][A-Z, ]{0,20}$|^(?:[Yy]es|[Nn]o|[Tt]rue|[Ff]alse)\.?$/u;

/** Whether a reply says what its answer is. */
export const marksAnswer = (text: string): boolean => MARKED.test(text) || BOXED.test(text);

/** Whether a reply, cut off or not, holds an answer that can be graded. */
export function hasCommittedAnswer(text: string): boolean {
  if (marksAnswer(text) || BARE_VALUE.test(text) || isJsonObject(text)) return true;
  const lastLine = text.slice(text.lastIndexOf('\n') + 1).trim();
  return CONCLUDED.test(lastLine);
}

function isJsonObject(text: string): boolean {
  if (!/^[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
