import type { Usage } from '../agent/usage.ts';

/** USD per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

export interface ModelPrice extends Price {
  /** A model's name, or what its name begins with before "-" or ":". */
  readonly model: string;
}

/** The first price that is the model's, or undefined: an unknown price is not a price of 0. */
export function findPrice(prices: readonly ModelPrice[], model: string): Price | undefined {
  const name = model.replace(/^.*\//, '');
  const found = prices.find(
    (price) =>
      name === price.model ||
      name.startsWith(`${price.model}-`) ||
      name.startsWith(`${price.model}:`),
  );
  return found && { input: found.input, output: found.output };
}

/** Null when the price or the usage is not known. */
export function costUsd(
  { inputTokens, outputTokens }: Usage,
  price: Price | undefined,
): number | null {
  if (price === undefined || inputTokens === null || outputTokens === null) return null;
  return (inputTokens * price.input + outputTokens * price.output) / 1_000_000;
}
