import { expect, test } from 'vitest';
import { compatSettings } from '../../src/domain/judge/compat-settings.ts';
import type { JsonValue } from '../../src/domain/scoring/compat/json-value.ts';
import { coerceBoolean, readVerdict } from '../../src/domain/scoring/compat/judge-verdict.ts';
import { casesOf } from '../support/evaluator-vectors.ts';

test.each(casesOf<{ text: string }, { value: object | null }>('llm_utils.extract_json'))(
  '$id: the verdict in $input.text is found as in the original',
  ({ input, expected }) => {
    const read = readVerdict(input.text);
    expect(read.kind === 'object' ? read.object : null).toEqual(expected.value);
  },
);

test.each(casesOf<{ value: JsonValue }, { value: boolean | null }>('llm_utils.coerce_bool'))(
  '$id: $input.value is read as $expected.value',
  ({ input, expected }) => {
    expect(coerceBoolean(input.value) ?? null).toBe(expected.value);
  },
);

interface Settings {
  readonly model: string;
  readonly temperature: number;
  readonly max_tokens: number;
  readonly provider: string;
}

test.each(
  casesOf<{ env: Record<string, string>; names: string[] }, Record<string, Settings>>(
    'llm_utils.config',
  ),
)('$id: with the environment $input.env every evaluator has the same settings', (vector) => {
  const settings = vector.input.names.map((name) => {
    const { maxTokens: max_tokens, ...others } = compatSettings(name, vector.input.env);
    return [name, { ...others, max_tokens }];
  });
  expect(Object.fromEntries(settings)).toEqual(vector.expected);
});
