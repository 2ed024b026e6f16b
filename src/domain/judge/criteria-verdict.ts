import type { JsonValue } from '../market/scenario.ts';
import { isObject } from '../scoring/answer/json-in-text.ts';
import { hasExactly, verdictObject } from './verdict-json.ts';

/** Whether each criterion is met, by its id. */
export type CriteriaVerdict = ReadonlyMap<string, boolean>;

const objectOf = (properties: { readonly [key: string]: JsonValue }): JsonValue => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const EXPLAINED = objectOf({
  explanation: { type: 'string' },
  criteria_met: { type: 'boolean' },
});

/** Every id once, nothing else. */
export const criteriaSchema = (ids: readonly string[], isRepair: boolean): JsonValue =>
  objectOf(Object.fromEntries(ids.map((id) => [id, isRepair ? { type: 'boolean' } : EXPLAINED])));

/** The verdict of a judge's reply; undefined unless every criterion has one, and nothing else is said. */
export function readCriteriaVerdict(
  reply: string,
  ids: readonly string[],
  isRepair: boolean,
): CriteriaVerdict | undefined {
  const object = verdictObject(reply, ids);
  if (object === undefined) return undefined;
  const met = ids.map((id) => [id, isRepair ? object[id] : explained(object[id])] as const);
  return met.every((entry): entry is readonly [string, boolean] => typeof entry[1] === 'boolean')
    ? new Map(met)
    : undefined;
}

function explained(value: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(value) || !hasExactly(value, ['explanation', 'criteria_met'])) return undefined;
  return typeof value.explanation === 'string' ? value.criteria_met : undefined;
}
