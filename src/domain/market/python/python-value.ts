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

/** `type(value).__name__`. A whole number counts as an int: JSON read elsewhere no longer tells. */
export function typeName(value: AnyValue): string {
  if (value === null) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'string':
      return 'str';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    default:
      return 'dict';
  }
}
