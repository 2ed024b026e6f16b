/** What a literal of Python can say that JSON can say too. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | readonly Literal[]
  | { readonly [key: string]: Literal };

const TOKENS =
  /\s*(?:([[\]{}(),:])|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(True|False|None)\b|([+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?))/gisy;

/** Reads lists, tuples, dictionaries, texts, numbers, True, False and None; undefined for all else. */
export function pythonLiteral(text: string): Literal | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  let position = 0;
  const take = (): string => {
    const token = tokens[position];
    if (token === undefined) throw new SyntaxError('the literal ends too early');
    position += 1;
    return token;
  };
  const items = (end: string, read: () => void): void => {
    while (tokens[position] !== end) {
      read();
      if (tokens[position] !== end && take() !== ',') throw new SyntaxError('a comma is missing');
    }
    position += 1;
  };
  const value = (): Literal => {
    const token = take();
    if (token === '[' || token === '(') {
      const list: Literal[] = [];
      items(token === '[' ? ']' : ')', () => list.push(value()));
      return list;
    }
    if (token === '{') {
      const entries: [string, Literal][] = [];
      items('}', () => {
        const key = value();
        if (typeof key !== 'string' || take() !== ':') throw new SyntaxError('a key is no text');
        entries.push([key, value()]);
      });
      return Object.fromEntries(entries);
    }
    return scalar(token);
  };
  try {
    const literal = value();
    return position === tokens.length ? literal : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    tokens.push(match[0].trimStart());
    end = match.index + match[0].length;
  }
  return text.slice(end).trim() === '' ? tokens : undefined;
}

const CONSTANTS = new Map<string, Literal>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

function scalar(token: string): Literal {
  const constant = CONSTANTS.get(token);
  if (constant !== undefined) return constant;
  if (/^['"]/.test(token)) {
    return token.slice(1, -1).replace(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char);
  }
  const number = Number(token);
  if (Number.isFinite(number)) return number;
  throw new SyntaxError(`"${token}" is no value`);
}
