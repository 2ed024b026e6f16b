/** The first code points of a text: no character is cut in two. */
export function cutCodePoints(
  text: string,
  charsMax: number,
): { readonly kept: string; readonly ofChars: number } {
  let chars = 0;
  let units = 0;
  for (const char of text) {
    chars += 1;
    if (chars <= charsMax) units += char.length;
  }
  return { kept: text.slice(0, units), ofChars: chars };
}
