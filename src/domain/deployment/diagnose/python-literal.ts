/** What Python prints of plain data; objects of classes are kept as they are printed. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | { readonly [name: string]: PythonValue };

/**
 * Reads the literal that the text begins with, and leaves what follows it.
 * @returns undefined for what is no literal, or for one that is cut off.
 */
export function pythonLiteral(text: string): PythonValue | undefined {
  return new Reader(text).value();
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const STRING = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y;
const OBJECT = /<[^>]*>/y;
const WORD = /[^\s,:{}[\]()'"]+/y;
const WORDS: Readonly<Record<string, PythonValue>> = { True: true, False: false, None: null };

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): PythonValue | undefined {
    this.#take(/\s*/y);
    const opening = this.#text[this.#at] ?? '';
    if (opening === '{') return this.#dictionary();
    if (opening === '[' || opening === '(') return this.#list(CLOSING[opening] ?? '');
    const string = this.#take(STRING);
    if (string !== undefined) return string.slice(1, -1).replace(/\\(.)/g, '$1');
    const object = this.#take(OBJECT);
    if (object !== undefined) return object;
    const word = this.#take(WORD);
    if (word === undefined) return undefined;
    if (Object.hasOwn(WORDS, word)) return WORDS[word];
    return Number.isNaN(Number(word)) ? word : Number(word);
  }

  #dictionary(): PythonValue | undefined {
    const entries: [string, PythonValue][] = [];
    const isWhole = this.#each('}', () => {
      const name = this.value();
      if (name === undefined || this.#take(/\s*:/y) === undefined) return false;
      const value = this.value();
      if (value === undefined) return false;
      entries.push([String(name), value]);
      return true;
    });
    return isWhole ? Object.fromEntries(entries) : undefined;
  }

  #list(closing: string): PythonValue | undefined {
    const items: PythonValue[] = [];
    const isWhole = this.#each(closing, () => {
      const value = this.value();
      if (value === undefined) return false;
      items.push(value);
      return true;
    });
    return isWhole ? items : undefined;
  }

  /** Reads what is between the brackets; false when it ends before its bracket closes. */
  #each(closing: string, readItem: () => boolean): boolean {
    this.#at += 1;
    for (;;) {
      this.#take(/[\s,]*/y);
      if (this.#text[this.#at] === closing) {
        this.#at += 1;
        return true;
      }
      if (!readItem()) return false;
    }
  }

  #take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}
