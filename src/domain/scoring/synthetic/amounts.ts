/** The unit an amount names itself; `bare` names none, `other` cannot be an answer. */
type StatedUnit =
  | 'bare'
  | 'percent'
  | 'fraction'
  | 'currency'
  | 'multiple'
  | 'years'
  | 'count'
  | 'other';

export interface Amount {
  /** Percent in points, currency in single units; undefined when the digits are no finite number. */
  readonly value: number | undefined;
  readonly unit: StatedUnit;
}

const NUMBER =
  /(?<![\p{L}\p{N}_])(?<sign>[-+])?(?<currency>[$€£¥₹]\s?)?(?<innerSign>[-+])?(?<digits>\d(?:[\d.,]*\d)?|\.\d+)(?<exponent>e[-+]?\d+|\s*[×x]\s*10\s*\^\s*-?\d+)?(?![.,]?\d)/giu;
const GROUPED = /^(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?$/;
const CURRENCY_CODE =
  /\b(?:(?:US|C|CA|A|AU|HK)(?=\$)|(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|HKD)\s*\$?(?=\s*-?[\d.]))/gi;

const MAGNITUDE =
  /^\s?(?:(thousand|k)|(million|mln|mn|mm|m)|(billion|bn|b)|(trillion|tn|t))(?![\p{L}\p{N}])/iu;
const MAGNITUDES = [1e3, 1e6, 1e9, 1e12];
const FRACTION =
  /^\s*,?\s*\(?\s*(?:expressed )?(?:as an? |in |as )?(?:decimal|fraction)\b(?! ?(?:place|point|digit))/i;

const UNITS: readonly (readonly [pattern: RegExp, unit: StatedUnit, scale: number])[] = [
  [FRACTION, 'fraction', 1],
  [/^\s*(?:bps?|basis[ -]points?)(?![\p{L}\p{N}])/iu, 'percent', 0.01],
  [/^\s*‰/, 'percent', 0.1],
  [/^[\s-]*(?:%|(?:percent|per cent|percentage points?|pct|pp)(?![\p{L}\p{N}]))/iu, 'percent', 1],
  [/^\s*(?:¢|cents?\b)/i, 'currency', 0.01],
  [/^\s*(?:[$€£¥]|(?:dollars?|euros?|yuan|usd|eur|gbp|cny|rmb|hkd)\b)/i, 'currency', 1],
  [/^\s*(?:×|(?:x|times)(?![\p{L}\p{N}]))/iu, 'multiple', 1],
  [/^[\s-]*(?:years?|yrs?)\b/i, 'years', 1],
  [
    /^[\s-]*(?:days?|weeks?|months?|quarters?|periods?|payments?|shares?|contracts?|units?)\b/i,
    'count',
    1,
  ],
  [/^[\s-]*(?:decimals?\b|significant|digits?\b|d\.?p\b)/i, 'other', 1],
];

/** All amounts of a plain text, in order. Numbers grown together with words (Q4, 3rd) are labels. */
export function readAmounts(plainText: string): readonly Amount[] {
  const text = plainText.replace(CURRENCY_CODE, (code) => (code.length <= 2 ? '' : '$'));
  return [...accountingNegatives(text).matchAll(NUMBER)].flatMap((match) => {
    const rest = match.input.slice(match.index + match[0].length);
    return amountOf(match.groups ?? {}, rest);
  });
}

const ONE_AMOUNT = /^\s*[$€£¥]?\s*[\d.,]+\s*(?:%|[kmbt]|thousand|million|billion|trillion)?\s*$/i;

/** `(1,234)` is accounting for -1,234. */
const accountingNegatives = (text: string): string =>
  text.replace(/[$€£¥]?\(([^()]*\d[^()]*)\)/g, (group, inner: string) =>
    ONE_AMOUNT.test(inner) ? `-${inner.trim()}` : group,
  );

function amountOf(groups: Readonly<Record<string, string | undefined>>, rest: string): Amount[] {
  const magnitude = MAGNITUDE.exec(rest);
  const power = magnitude?.slice(1).findIndex((word) => word !== undefined);
  const scale = power === undefined ? 1 : (MAGNITUDES[power] ?? 1);
  const afterMagnitude = rest.slice(magnitude?.[0].length ?? 0);
  const stated = UNITS.find(([pattern]) => pattern.test(afterMagnitude));
  if (!magnitude && !stated && /^[\p{L}_]/u.test(rest)) return [];

  const value = parseNumber(groups);
  const [, statedUnit, unitScale] = stated ?? [undefined, 'bare' as const, 1];
  if (groups.currency === undefined) {
    return [{ value: value && value * scale * unitScale, unit: statedUnit }];
  }
  // "$5%" contradicts itself; "$5 a share" is money.
  return [{ value: value && value * scale, unit: statedUnit === 'percent' ? 'other' : 'currency' }];
}

function parseNumber(groups: Readonly<Record<string, string | undefined>>): number | undefined {
  const { sign, innerSign, digits = '', exponent = '' } = groups;
  if (!GROUPED.test(digits)) return undefined;
  const power = exponent.replace(/^\s*[×x]\s*10\s*\^\s*/i, 'e');
  const value = Number(`${digits.replaceAll(',', '')}${power}`);
  if (!Number.isFinite(value)) return undefined;
  return sign === '-' || innerSign === '-' ? -value : value;
}
