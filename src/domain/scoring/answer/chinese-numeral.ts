const DIGITS = '零一二三四五六七八九';
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Characters of a numeral below 10,000, with its decimals: 一百二十点五. */
export const NUMERAL = '[零〇一二两三四五六七八九十百千点]';

/** The value of a numeral; undefined when the characters form none. */
export function numeralValue(numeral: string): number | undefined {
  const plain = numeral.replaceAll('〇', '零').replaceAll('两', '二');
  const [whole = '', decimals] = plain.split('点');
  const value = wholeValue(whole);
  if (value === undefined || decimals === undefined) return value;
  const digits = [...decimals].map((character) => DIGITS.indexOf(character));
  if (digits.length === 0 || digits.some((digit) => digit < 0)) return undefined;
  return Number(`${value}.${digits.join('')}`);
}

function wholeValue(whole: string): number | undefined {
  if (whole === '') return undefined;
  let total = 0;
  let digit: number | undefined;
  for (const character of whole) {
    const place = PLACES[character];
    if (place === undefined) {
      if (digit !== undefined && digit !== 0) return undefined;
      digit = DIGITS.indexOf(character);
      if (digit < 0) return undefined;
    } else {
      // 十二 is twelve: a place without a digit before it counts once.
      total += (digit ?? 1) * place;
      digit = undefined;
    }
  }
  return total + (digit ?? 0);
}
