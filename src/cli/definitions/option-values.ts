import { InvalidArgumentError } from 'commander';

/** For `argParser`. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('Give a whole number of at least 1.');
}
