interface ArithmeticFunction {
  readonly argumentsMin: number;
  readonly argumentsMax: number;
  readonly apply: (...values: readonly number[]) => number;
}

const unary = (apply: (value: number) => number): ArithmeticFunction => ({
  argumentsMin: 1,
  argumentsMax: 1,
  apply: (value = Number.NaN) => apply(value),
});
const variadic = (apply: (values: readonly number[]) => number): ArithmeticFunction => ({
  argumentsMin: 1,
  argumentsMax: 100,
  apply: (...values) => apply(values),
});
const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

export const ARITHMETIC_CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

/** `log` is missing on purpose: half of its users mean ln, the other half log10. */
export const ARITHMETIC_FUNCTIONS: ReadonlyMap<string, ArithmeticFunction> = new Map([
  ['abs', unary(Math.abs)],
  ['ceil', unary(Math.ceil)],
  ['exp', unary(Math.exp)],
  ['floor', unary(Math.floor)],
  ['ln', unary(Math.log)],
  ['log10', unary(Math.log10)],
  ['sqrt', unary(Math.sqrt)],
  ['max', variadic((values) => Math.max(...values))],
  ['mean', variadic((values) => sum(values) / values.length)],
  ['min', variadic((values) => Math.min(...values))],
  ['sum', variadic(sum)],
  [
    'round',
    {
      argumentsMin: 1,
      argumentsMax: 2,
      apply: (value = Number.NaN, decimals = 0) =>
        Math.round(value * 10 ** decimals) / 10 ** decimals,
    },
  ],
]);
