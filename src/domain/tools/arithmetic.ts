import { ARITHMETIC_CONSTANTS, ARITHMETIC_FUNCTIONS } from './arithmetic-functions.ts';
import { arithmeticTokens, type Token } from './arithmetic-tokens.ts';

/** Keeps the nesting far from the depth of the call stack. */
const EXPRESSION_CHARS_MAX = 2_000;

/**
 * The value of an expression of numbers, `+ - * / ^`, postfix `%`, parentheses, functions and the
 * constants pi and e. `-2^2` is -4 and `2^3^2` is 2^9, as in print.
 * @throws RangeError saying what cannot be read, or what has no finite value.
 */
export function evaluateArithmetic(expression: string): number {
  if (expression.length > EXPRESSION_CHARS_MAX) {
    throw new RangeError(
      `the expression has ${expression.length} characters: split it into parts of at most ${EXPRESSION_CHARS_MAX}`,
    );
  }
  return new Evaluation(arithmeticTokens(expression)).value();
}

/** Recursive descent, one method a level of precedence. */
class Evaluation {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  value(): number {
    const value = this.#sum();
    const rest = this.#tokens[this.#position];
    if (rest === undefined) return value;
    throw new RangeError(`"${rest.text}" is unexpected: an operator is missing or one too many`);
  }

  #sum(): number {
    let value = this.#product();
    for (;;) {
      if (this.#take('+')) value = finite(value + this.#product(), '+');
      else if (this.#take('-')) value = finite(value - this.#product(), '-');
      else return value;
    }
  }

  #product(): number {
    let value = this.#signed();
    for (;;) {
      if (this.#take('*')) value = finite(value * this.#signed(), '*');
      else if (this.#take('/')) value = finite(value / this.#signed(), '/');
      else return value;
    }
  }

  #signed(): number {
    if (this.#take('-')) return -this.#signed();
    if (this.#take('+')) return this.#signed();
    return this.#power();
  }

  #power(): number {
    let base = this.#operand();
    while (this.#take('%')) base /= 100;
    return this.#take('^') ? finite(base ** this.#signed(), '^') : base;
  }

  #operand(): number {
    const token = this.#tokens[this.#position];
    if (token === undefined) throw new RangeError('the expression ends where a number should be');
    this.#position += 1;
    if (token.kind === 'number') return finite(token.value, 'a number');
    if (token.kind === 'name') return this.#named(token.text);
    if (token.text !== '(') throw new RangeError(`"${token.text}" stands where a number should be`);
    const value = this.#sum();
    this.#expectClosing();
    return value;
  }

  #named(name: string): number {
    const constant = ARITHMETIC_CONSTANTS.get(name);
    if (constant !== undefined) return constant;
    const called = ARITHMETIC_FUNCTIONS.get(name);
    if (called === undefined || !this.#take('(')) {
      throw new RangeError(
        `"${name}" is no function or constant: there are ${[...ARITHMETIC_FUNCTIONS.keys()].map((known) => `${known}()`).join(', ')}, pi and e`,
      );
    }
    const values = [this.#sum()];
    while (this.#take(',')) values.push(this.#sum());
    this.#expectClosing();
    const { argumentsMin, argumentsMax, apply } = called;
    if (values.length < argumentsMin || values.length > argumentsMax) {
      throw new RangeError(`${name} takes ${argumentsMin} to ${argumentsMax} arguments`);
    }
    return finite(apply(...values), name);
  }

  #take(symbol: string): boolean {
    const token = this.#tokens[this.#position];
    if (token?.kind !== 'symbol' || token.text !== symbol) return false;
    this.#position += 1;
    return true;
  }

  #expectClosing(): void {
    if (!this.#take(')')) throw new RangeError('a ")" is missing');
  }
}

/** Checked at every step: 1 / (1 / 0) must not pass as 0. */
function finite(value: number, source: string): number {
  if (Number.isFinite(value)) return value;
  throw new RangeError(`${source} gives no finite number: check for division by zero or overflow`);
}
