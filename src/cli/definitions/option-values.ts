import { InvalidArgumentError } from 'commander';

/** For `argParser`. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('Give a whole number of at least 1.');
}

/** For `argParser`. */
export function commaSeparated(text: string): readonly string[] {
  const words = text.split(',').map((word) => word.trim());
  if (words.every((word) => word !== '')) return words;
  throw new InvalidArgumentError('Give names with commas between them.');
}
