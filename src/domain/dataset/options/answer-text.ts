/** A number as a JSON file writes it: Python tells `3` from `3.0`, JavaScript does not. */
export class NumberLiteral {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** JSON whose numbers kept their spelling. */
export type LiteralJson =
  | string
  | boolean
  | null
  | NumberLiteral
  | readonly LiteralJson[]
  | { readonly [key: string]: LiteralJson };

/** The pairs as the original's answer text: `key: value; key: value`, in Python's spelling. */
export const answerText = (groundTruth: Readonly<Record<string, LiteralJson>>): string =>
  Object.entries(groundTruth)
    .map(([key, value]) => `${key}: ${pythonText(value)}`)
    .join('; ');

/** Scalars as Python prints them; lists and objects as its JSON. */
export function pythonText(value: LiteralJson): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null ? 'None' : pythonJson(value);
}

/** JSON with `, ` and `: ` as separators and everything beyond ASCII escaped. */
function pythonJson(value: LiteralJson): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return asciiString(value);
  if (value instanceof NumberLiteral) return pythonNumber(value.text);
  if (isList(value)) return `[${value.map(pythonJson).join(', ')}]`;
  const pairs = Object.entries(value).map(
    ([key, item]) => `${asciiString(key)}: ${pythonJson(item)}`,
  );
  return `{${pairs.join(', ')}}`;
}

const isList = (value: object): value is readonly LiteralJson[] => Array.isArray(value);

const asciiString = (text: string): string =>
  JSON.stringify(text).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Integers keep their digits; floats get the shortest ones, a point, and exponents as Python has them. */
function pythonNumber(literal: string): string {
  if (/^-?\d+$/.test(literal)) return literal === '-0' ? '0' : literal;
  const value = Number(literal);
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace(/(?<=[+-])\d$/, '0$&');
  }
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.includes('.') ? text : `${text}.0`;
}
