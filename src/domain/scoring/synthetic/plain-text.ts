type Rewrite = readonly [pattern: RegExp, replacement: string];

const LATEX: readonly Rewrite[] = [
  // Math delimiters first: an unescaped pair of dollar signs is no currency.
  [/(?<!\\)\$\$?(?=\S)((?:\\.|[^$\\])+?)(?<!\\)\$\$?(?!\d)/g, '$1'],
  [/\\[()[\]]/g, ' '],
  [/\\(?:text|mathrm|mathbf|textbf|boxed)\s*\{([^{}]*)\}/g, '$1'],
  [/\{,\}/g, ','],
  [/(?<=\d)\\,(?=\d{3})/g, ''],
  [/\\[!,;: ]/g, ''],
  [/\\([%$])/g, '$1'],
  [/\\(?:times|cdot)\b/g, '×'],
  [/\\approx\b/g, '≈'],
  [/\^\{(-?\d+)\}/g, '^$1'],
];

const TYPOGRAPHY: readonly Rewrite[] = [
  [/[\u2010-\u2013\u2212\uFE63\uFF0D]/g, '-'],
  [/\u2014/g, ' , '],
  [/(?<=\d)[\u00A0\u202F\u2009\u2007'’](?=\d{3}(?!\d))/g, ''],
  [/[\u00A0\u202F\u2009\u2007]/g, ' '],
];

const MARKDOWN: readonly Rewrite[] = [
  // A power of ten written in code, before its asterisks are taken for emphasis.
  [/\s*\*\s*10\s*\*\*\s*(?=[-\d])/g, '×10^'],
  [/[*`"“”<>]/g, ' '],
];

const rewrite = (text: string, rules: readonly Rewrite[]): string =>
  rules.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), text);

/** Text as a reader sees it: LaTeX and Markdown marks gone, dashes and thousands spaces plain. */
export const toPlainText = (text: string): string =>
  rewrite(text, [...LATEX, ...MARKDOWN, ...TYPOGRAPHY]).trim();
