import { PythonError } from './python-error.ts';
import type { PythonObject, PythonValue } from './python-value.ts';
import { integerOf } from './read-float.ts';

/** The text is not JSON: Python's `JSONDecodeError`. */
export class JsonSyntaxError extends Error {}

/**
 * Python's recursion limit of 1000 less what its callers have used, which differs by a few between
 * programs.
 */
const DEPTH_MAX = 980;
const SPACES = /[ \t\n\r]*/y;
const NUMBER = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y;
const CONSTANTS: readonly (readonly [string, PythonValue])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];

/**
 * `json.loads(text)` (CPython 3.11): also NaN and infinities, the last of equal keys wins.
 * @throws JsonSyntaxError
 * @throws PythonError ValueError for integers of more than 4300 digits, RecursionError
 */
export function decodeJson(text: string): PythonValue {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#skip();
  }

  /** Reads the next value and the blanks behind it. */
  value(depth: number): PythonValue {
    const value = this.#bare(depth);
    this.#skip();
    return value;
  }

  end(): void {
    if (this.#at < this.#text.length) this.#fail();
  }

  #bare(depth: number): PythonValue {
    if (depth > DEPTH_MAX)
      throw new PythonError('RecursionError', 'maximum recursion depth exceeded');
    const next = this.#text[this.#at];
    if (next === '{') return this.#object(depth);
    if (next === '[') return this.#array(depth);
    return next === '"' ? this.#string() : (this.#number() ?? this.#constant());
  }

  #object(depth: number): PythonObject {
    const object = new Map<string, PythonValue>();
    this.#take('{');
    if (this.#takes('}')) return object;
    do {
      if (this.#text[this.#at] !== '"') this.#fail();
      const key = this.#string();
      this.#skip();
      this.#take(':');
      object.set(key, this.value(depth + 1));
    } while (this.#takes(','));
    this.#at = this.#expected('}');
    return object;
  }

  #array(depth: number): readonly PythonValue[] {
    const items: PythonValue[] = [];
    this.#take('[');
    if (this.#takes(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.#takes(','));
    this.#at = this.#expected(']');
    return items;
  }

  /** JSON's own strings: Python's reader allows the same escapes and no control characters either. */
  #string(): string {
    const start = this.#at;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') {
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    this.#at = end + 1;
    try {
      return JSON.parse(this.#text.slice(start, end + 1));
    } catch {
      return this.#fail();
    }
  }

  #number(): number | bigint | undefined {
    NUMBER.lastIndex = this.#at;
    const [text, integer, fraction, exponent] = NUMBER.exec(this.#text) ?? [];
    if (text === undefined || integer === undefined) return undefined;
    this.#at += text.length;
    if (fraction !== undefined || exponent !== undefined) return Number(text);
    const value = integerOf(integer);
    return Number.isFinite(value) ? value : BigInt(integer);
  }

  #constant(): PythonValue {
    const found = CONSTANTS.find(([name]) => this.#text.startsWith(name, this.#at));
    if (found === undefined) return this.#fail();
    this.#at += found[0].length;
    return found[1];
  }

  #skip(): void {
    SPACES.lastIndex = this.#at;
    SPACES.test(this.#text);
    this.#at = SPACES.lastIndex;
  }

  /** Passes the character and the blanks behind it, where it is the next one. */
  #takes(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    this.#skip();
    return true;
  }

  #take(character: string): void {
    if (!this.#takes(character)) this.#fail();
  }

  #expected(character: string): number {
    return this.#text[this.#at] === character ? this.#at + 1 : this.#fail();
  }

  #fail(): never {
    throw new JsonSyntaxError(`no JSON from character ${this.#at} on`);
  }
}
