import { NUMERAL, numeralValue } from './chinese-numeral.ts';

type Rewrite = readonly [pattern: RegExp, replacement: string];

const POWERS: Readonly<Record<string, number>> = {
  万亿: 12,
  千亿: 11,
  百亿: 10,
  十亿: 9,
  亿: 8,
  千万: 7,
  百万: 6,
  十万: 5,
  万: 4,
  千: 3,
};
const DECIMAL = '\\d[\\d,]*(?:\\.\\d+)?';
const MAGNITUDE = new RegExp(`(${DECIMAL})\\s*(${Object.keys(POWERS).join('|')})`, 'gu');
/** 3亿5000万 is one amount. */
const COMPOUND = new RegExp(`(${DECIMAL})\\s*亿\\s*(${DECIMAL})\\s*万`, 'gu');
/** A numeral counts only where a unit says that it is an amount: 一致, 统一 and 万一 are words. */
const NUMERAL_PERCENT = new RegExp(`百分之(${NUMERAL}+)`, 'gu');
const NUMERAL_AMOUNT = new RegExp(
  `(?<![\\d.])(${NUMERAL}+)(?=个?百分点|万|亿|倍|元|美元|港元)`,
  'gu',
);

/** A date is no amount. */
const DATES: readonly Rewrite[] = [
  [/(?<!\d)(?:19|20)\d\d\s*年(?:度|末|底|初)?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*[日号])?/gu, ' '],
  [/\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?|第?\d\s*季度/gu, ' '],
];

const UNITS: readonly Rewrite[] = [
  [/百分之\s*(负)?\s*(\d[\d,]*(?:\.\d+)?)/gu, ' $1$2%'],
  [/(?<=\d)\s*个?百分点/gu, '%'],
  [/(?<=\d)\s*个?基点/gu, ' bps'],
  [/(?<=\d)\s*(?:人民币|美|港|欧|日|台|新加坡|澳)?(?:元|币|圆)/gu, ' ¥'],
  [/(?<=\d)\s*倍/gu, ' x '],
  [/(?<=\d)\s*年/gu, ' years '],
  [/(?<=\d)\s*个?月/gu, ' months '],
  [/(?<=\d)\s*[天日]/gu, ' days '],
  [/(?<=\d)\s*股/gu, ' shares '],
  [/(?<=\d)\s*[手张份个家次笔]/gu, ' units '],
  [/负的?\s*(?=[$€£¥]?\s*\d)/gu, ' -'],
  [/(?:约?等于|约为|为|是|达到|达)/gu, ' = '],
  [/(?<=\p{Script=Han})(?=[-+$€£¥.\d])|(?<=[\d%])(?=\p{Script=Han})/gu, ' '],
];

/**
 * The text with amounts as English readers write them: full-width digits, 百分之十二点五, 1.5亿元 and
 * 3亿5000万 become digits with Western units, 为 and 是 an equals sign; dates go.
 */
export function toWesternNotation(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(NUMERAL_PERCENT, (all, numeral: string) => percentOf(numeral) ?? all)
    .replace(NUMERAL_AMOUNT, (numeral) => String(numeralValue(numeral) ?? numeral));
  const amounts = rewrite(plain, DATES)
    .replace(COMPOUND, (_, hundredMillions: string, tenThousands: string) =>
      String(digitsOf(hundredMillions) * 1e8 + digitsOf(tenThousands) * 1e4),
    )
    .replace(MAGNITUDE, (_, digits: string, word: string) => `${digits}e${POWERS[word] ?? 0}`);
  return rewrite(amounts, UNITS);
}

const rewrite = (text: string, rules: readonly Rewrite[]): string =>
  rules.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), text);

const digitsOf = (digits: string): number => Number(digits.replaceAll(',', ''));

function percentOf(numeral: string): string | undefined {
  const value = numeralValue(numeral);
  return value === undefined ? undefined : ` ${value}%`;
}
