import { type LiteralJson, NumberLiteral } from '../../domain/dataset/options/answer-text.ts';

/** `JSON.parse` as Node has it; TypeScript's library does not know the third argument yet. */
type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => LiteralJson;

const parseWithSource = JSON.parse as ParseWithSource;

/** Valid JSON with every number kept in its spelling. */
export const parseNumberLiterals = (json: string): LiteralJson =>
  parseWithSource(json, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined ? new NumberLiteral(source) : value,
  );
