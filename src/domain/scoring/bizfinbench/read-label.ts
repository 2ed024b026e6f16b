import { lastCommitment } from '../answer/commitment.ts';
import { normalizeText } from '../synthetic/normalize-text.ts';

/** Words of one label, English stems and Chinese. */
const SYNONYMS: readonly (readonly [label: string, words: string])[] = [
  ['positive', 'positive|bullish|optimistic|favou?rable|积极|正面|乐观|看多|看涨|利好|正向'],
  ['negative', 'negative|bearish|pessimistic|unfavou?rable|消极|负面|悲观|看空|看跌|利空|负向'],
  ['neutral', 'neutral|中性|中立'],
];
const ANY = SYNONYMS.map(([, words]) => words).join('|');
const NEGATED = new RegExp(
  `(?:\\b(?:not|isn't|isn’t|never|hardly|barely|neither|nor|opposite of|anything but|far from|rather than|instead of|no longer)\\b|不是|并非|没有|非|不)\\s*(?:(?:a|an|at all|really|very|purely|clearly|属于|是)\\s*)*(?:${ANY})`,
  'giu',
);
const CLAUSE_END =
  /[.;!?。;\n]|,(?!\s*(?:or|and|maybe)\b)|\b(?:because|since|due to|given|as the|although|though|despite|even though)\b|因为|由于|虽然|尽管/iu;
const FRAME =
  /^(?:the |this |user |overall |investor |market )*(?:sentiment|label|class|tone|emotion|answer|情绪|情感|标签|类别|用户情绪|情感倾向)(?:s? (?:is|are|as|of)|是|为|:)?\s*/iu;

/** The label a text is one of; of other labels its words. */
function labelIn(text: string): string | undefined {
  const labels = labelsIn(text);
  if (labels.length === 1) return labels[0];
  return labels.length > 1 ? undefined : normalizeText(normalizeText(text).replace(FRAME, ''));
}

/** The labels that the first clause naming one asserts; what it denies does not count. */
function labelsIn(text: string): readonly string[] {
  for (const clause of text.split(CLAUSE_END)) {
    const asserted = clause.replace(NEGATED, ' ');
    const labels = SYNONYMS.filter(([, words]) =>
      new RegExp(wordsPattern(words), 'iu').test(asserted),
    );
    if (labels.length > 0) return labels.map(([label]) => label);
  }
  return [];
}

const wordsPattern = (words: string): string => `(?<![a-z])(?:${words})(?![a-z])`;

/** The label a reply commits to; undefined when it names several or none. */
export function committedLabel(said: string): string | undefined {
  const commitment = lastCommitment(
    said,
    ({ text, json }) => json === undefined && labelsIn(text).length > 0,
  );
  if (commitment === undefined) return labelIn(conclusion(said));
  if (commitment.json !== undefined && typeof commitment.json !== 'string') return undefined;
  return labelIn(commitment.text);
}

/** Of a reply of several lines the last that names a label, or the last. */
function conclusion(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return lines.findLast((line) => labelsIn(line).length > 0) ?? lines.at(-1) ?? '';
}

export const canonicalLabel = (label: string): string => labelIn(label) ?? normalizeText(label);
