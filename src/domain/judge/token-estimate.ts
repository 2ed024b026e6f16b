/** Tokens a code point costs at most in usual tokenizers, by what it is. */
const LETTER_OR_SPACE = 0.34;
/** Some tokenizers spend one on every digit. */
const DIGIT = 1;
const ASCII_SIGN = 0.7;
const HAN_OR_LATIN = 1;
/** Falls back to bytes. */
const RARE = 4;

export function tokensOfCodePoint(codePoint: number): number {
  if (codePoint < 128) {
    if (codePoint >= 48 && codePoint <= 57) return DIGIT;
    const isLetter = (codePoint | 32) >= 97 && (codePoint | 32) <= 122;
    return isLetter || codePoint === 32 ? LETTER_OR_SPACE : ASCII_SIGN;
  }
  const isUsual =
    codePoint < 0x250 ||
    (codePoint >= 0x2010 && codePoint <= 0x2030) ||
    (codePoint >= 0x3000 && codePoint <= 0x303f) ||
    (codePoint >= 0x4e00 && codePoint <= 0x9fff) ||
    (codePoint >= 0xff00 && codePoint <= 0xffef);
  return isUsual ? HAN_OR_LATIN : RARE;
}

/** An upper estimate, so that a prompt that fits by it fits. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (let index = 0; index < text.length; index += 1) {
    const codePoint = text.codePointAt(index) ?? 0;
    if (codePoint > 0xffff) index += 1;
    tokens += tokensOfCodePoint(codePoint);
  }
  return Math.ceil(tokens);
}
