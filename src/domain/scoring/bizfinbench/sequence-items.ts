/** Commas of every script, list marks and arrows; spaces only where nothing else separates. */
const SEPARATOR = /[,、;>→|]+|(?:-|=|–|—)+>?/u;

/** Words have spaces between them anyway. */
const SPACED = /^(?:\d{1,3}|[A-Z])(?:\s+(?:\d{1,3}|[A-Z]))+$/;

/** The items of an ordered answer: "3,1,2", "C → A → B", "甲公司、乙公司". */
export function sequenceItems(text: string): readonly string[] {
  const plain = text
    .normalize('NFKC')
    .replace(/["'`*[\](){}<]|\\[a-z]+/gi, ' ')
    .replace(/[.。\s]+$/u, '')
    .trim();
  const bySign = itemsOf(plain, SEPARATOR);
  return bySign.length > 1 || !SPACED.test(plain) ? bySign : itemsOf(plain, /\s+/);
}

const itemsOf = (text: string, separator: RegExp): readonly string[] =>
  text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
