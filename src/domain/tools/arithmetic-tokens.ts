export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string };

const TOKEN =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?<name>[a-z][a-z0-9_]*)|(?<symbol>\*\*|[-+*/^(),%]))/iy;
/** `max(1,200)` may mean one number or two. */
const GROUPED_DIGITS = /\d,\d{3}(?!\d)/;

/** @throws RangeError at the first character that belongs to no expression. */
export function arithmeticTokens(expression: string): readonly Token[] {
  const grouped = GROUPED_DIGITS.exec(expression)?.[0];
  if (grouped !== undefined) {
    throw new RangeError(
      `"${grouped}" is ambiguous: write numbers without thousands separators, and a space after a comma between arguments`,
    );
  }
  const text = expression.trimEnd();
  const tokens: Token[] = [];
  for (let position = 0; position < text.length; ) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (match === null) {
      throw new RangeError(
        `"${text.slice(position).trimStart().slice(0, 10)}" at character ${position + 1} cannot be read: use numbers, + - * / ^ %, parentheses and functions`,
      );
    }
    tokens.push(toToken(match.groups ?? {}));
    position = TOKEN.lastIndex;
  }
  return tokens;
}

function toToken({ number, name, symbol }: Record<string, string | undefined>): Token {
  if (number !== undefined) return { kind: 'number', value: Number(number), text: number };
  if (name !== undefined) return { kind: 'name', text: name.toLowerCase() };
  return { kind: 'symbol', text: symbol === '**' ? '^' : String(symbol) };
}
