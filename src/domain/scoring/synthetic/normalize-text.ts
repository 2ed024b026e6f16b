/** Case, punctuation and spacing do not count; signs, decimal points and percent signs do. */
export const normalizeText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/\u2212/g, '-')
    .replace(/[^\p{L}\p{N}%.+\-\s]/gu, ' ')
    .replace(/[-+](?!\d)|(?<=[\p{L}\p{N}])-/gu, ' ')
    .replace(/\.(?!\d)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
