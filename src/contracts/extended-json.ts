import { writeExtended } from './market.ts';

/** A value with every NaN and infinity in it as text, as `Extended` reads them: ready for JSON. */
export function toExtendedJson(value: unknown): unknown {
  if (typeof value === 'number') return writeExtended(value);
  if (Array.isArray(value)) return value.map(toExtendedJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, toExtendedJson(member)]),
  );
}
