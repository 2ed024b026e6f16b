import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { meanAndDeviation } from '../../src/domain/market/exact/mean-and-deviation.ts';
import { decodeJson, JsonSyntaxError } from '../../src/domain/market/python/decode-json.ts';
import { parseTimestamp } from '../../src/domain/market/python/iso-timestamp.ts';
import type { PythonValue } from '../../src/domain/market/python/python-value.ts';
import { readFloat, requireFloat } from '../../src/domain/market/python/read-float.ts';
import { floatText } from '../../src/domain/scoring/compat/python-text.ts';

interface Rules {
  /** Text, and the value's repr or what is wrong with it. */
  readonly float: readonly (readonly [string, string | null])[];
  /** Text, and seconds and microseconds since 1970. */
  readonly timestamp: readonly (readonly [string, readonly [number, number] | null])[];
  readonly json: readonly (readonly [string, { readonly value: unknown } | null])[];
  readonly statistics: readonly (readonly [readonly number[], number, number])[];
}
/** What the standard library of CPython 3.11 makes of seeded random inputs. */
const rules: Rules = JSON.parse(
  gunzipSync(
    readFileSync(new URL('../fixtures/market/python-rules.json.gz', import.meta.url)),
  ).toString(),
);

const thrownBy = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

test(`float() reads ${rules.float.length} texts as Python does`, () => {
  for (const [text, expected] of rules.float) {
    const found = readFloat(text);
    const outcome = found === undefined ? thrownBy(() => requireFloat(text)) : floatText(found);
    if (expected === null) expect(found, JSON.stringify(text)).toBeUndefined();
    else expect(outcome, JSON.stringify(text)).toBe(expected);
  }
});

test(`fromisoformat reads ${rules.timestamp.length} texts as Python does`, () => {
  const wrong = rules.timestamp.flatMap(([text, expected]) => {
    const found = parseTimestamp(text);
    const pair = found === undefined ? null : [found.seconds, found.microseconds];
    return JSON.stringify(pair) === JSON.stringify(expected) ? [] : [[text, pair, expected]];
  });
  expect(wrong).toEqual([]);
});

/** A value in the fixture's writing, which tells integers from floats. */
function written(value: PythonValue): unknown {
  if (typeof value === 'bigint') return 'huge';
  if (typeof value === 'number') return floatText(value);
  if (value instanceof Map) return [...value].map(([key, inner]) => [key, written(inner)]);
  return Array.isArray(value) ? value.map(written) : value;
}

/** Integers and floats become one: nothing reads the difference. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { int, float, object } = value as Record<string, unknown>;
  if (object !== undefined)
    return (object as [string, unknown][]).map(([key, inner]) => [key, plain(inner)]);
  return int ?? float;
}

test(`json.loads reads ${rules.json.length} texts as Python does`, () => {
  for (const [text, expected] of rules.json) {
    let found: unknown = null;
    try {
      found = { value: written(decodeJson(text)) };
    } catch (error) {
      expect(error, JSON.stringify(text)).toBeInstanceOf(JsonSyntaxError);
    }
    const wanted = expected === null ? null : { value: plain(expected.value) };
    expect(found, JSON.stringify(text)).toEqual(wanted);
  }
});

test(`statistics of ${rules.statistics.length} samples over the whole range of doubles agree to the last bit`, () => {
  for (const [values, mean, deviation] of rules.statistics) {
    const found = meanAndDeviation(values);
    // Python's zero has no sign.
    expect(found?.mean === mean, `${values}`).toBe(true);
    expect(found?.deviation, `${values}`).toBe(deviation);
  }
});
