import type { JsonValue } from '../scenario.ts';

/** What Python's JSON reader makes of a text. Integers that no double holds are bigints. */
export type PythonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly PythonValue[]
  | PythonObject;
export type PythonObject = ReadonlyMap<string, PythonValue>;

export type AnyValue = PythonValue | JsonValue;

const SCALAR_NAMES: Readonly<Record<string, string>> = {
  boolean: 'bool',
  string: 'str',
  bigint: 'int',
};

/** `type(value).__name__`. A whole number counts as an int: JSON read elsewhere no longer tells. */
export function typeName(value: AnyValue): string {
  if (value === null) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return SCALAR_NAMES[typeof value] ?? 'dict';
}
