import type { JsonValue } from '../market/scenario.ts';
import { withoutThinking } from '../scoring/answer/commitment.ts';
import { isObject, jsonInText } from '../scoring/answer/json-in-text.ts';

export type JsonObject = { readonly [key: string]: JsonValue };

/** Longer replies are no verdict. */
const REPLY_CHARS_MAX = 100_000;

/**
 * The one JSON object of a judge's reply; fences, prose and thinking around it do not matter.
 * Undefined when there is none, when there are several, and when one is broken or names a key twice.
 */
export function verdictObject(reply: string, keys: readonly string[]): JsonObject | undefined {
  const text = withoutThinking(reply);
  if (text.length > REPLY_CHARS_MAX) return undefined;
  const found = jsonInText(text);
  const [only, ...others] = found.filter(({ value }) => isObject(value));
  if (only === undefined || others.length > 0 || !isObject(only.value)) return undefined;
  const around = text.slice(0, only.at) + text.slice(only.end);
  // The start of another object, cut off or broken: perhaps the verdict, perhaps around it.
  if (/\{\s*"/.test(around)) return undefined;
  const json = text.slice(only.at, only.end);
  const isTwice = keys.some((key) => json.split(`"${key}"`).length > 2);
  return isTwice || !hasExactly(only.value, keys) ? undefined : only.value;
}

export const hasExactly = (object: JsonObject, keys: readonly string[]): boolean =>
  Object.keys(object).length === keys.length && keys.every((key) => Object.hasOwn(object, key));
