import type { FieldsGold } from '../../dataset/task.ts';
import { labelPattern } from './value-label.ts';

/** What a reply says about one named value. */
export interface Statement {
  readonly name: string;
  /** Up to the end of the line or the next name. */
  readonly line: string;
  /** Up to the end of the sentence or clause: the value without its explanation. */
  readonly value: string;
  readonly lineNumber: number;
}

const LINE_LENGTH_MAX = 20_000;
const NOT_IN_WORD = '(?<![\\p{L}\\p{N}_])';
const MARKS = '["\'*`$]{0,3}';
const REMARK = '(?:\\s{0,2}[([][^()\\n]{0,60}[)\\]])?';
/** "per contract", "at expiry", "of the call" */
const QUALIFIER = '(?:\\s(?:per|at|for|of|on|in|to)(?:\\s\\p{L}{1,20}){1,3})?';
const SEPARATOR = '\\s{0,3}[:：=≈|→]';
const NUMBER_FOLLOWS =
  '\\s{1,3}(?:(?:is|are|was|equals|of|comes to)\\s{1,3})?' +
  '(?:(?:approximately|approx\\.?|about|around|roughly|nearly)\\s{1,3})?' +
  '(?=[-+\\u2212(~≈$€£.]{0,3}\\d)';
const WORD_FOLLOWS = '\\s{1,3}(?:is|are|was|equals)\\s{1,3}(?=[\\p{L}∞])';
/** A clause ends at a comma or full stop, but not inside "1,250.5", "approx. 5" or the hedge "5, 6". */
const CLAUSE_END =
  /,(?!\d{3}(?!\d))(?!\s{0,3}(?:or|and|maybe|perhaps|possibly)\b)(?!\s{0,3}[-+$€£]{0,2}\.?\d)|(?<!\b(?:approx|ca|vs|no))\.(?=\s|$)/iu;
const LINE_END = /[|}]|[;；](?!\s{0,3}[-+$€£]{0,2}\.?\d)/u;

/**
 * Every `name: value` of a reply (also "=", table cells, JSON), in order; where a name never stands
 * before a separator, "name is value" counts, and for numbers "name value".
 */
export function statedValues(reply: string, fields: FieldsGold['fields']): readonly Statement[] {
  const lines = reply.split('\n').map((line) => line.slice(0, LINE_LENGTH_MAX));
  const names = Object.keys(fields);
  const isNumber = ({ name }: Statement) => typeof fields[name] === 'number';
  const separated = statementsIn(lines, names, SEPARATOR);
  const inSentences = [
    ...statementsIn(lines, names, NUMBER_FOLLOWS).filter(isNumber),
    ...statementsIn(lines, names, WORD_FOLLOWS).filter((statement) => !isNumber(statement)),
  ];
  const separatedNames = new Set(separated.map(({ name }) => name));
  return [...separated, ...inSentences.filter(({ name }) => !separatedNames.has(name))];
}

function statementsIn(
  lines: readonly string[],
  names: readonly string[],
  separator: string,
): readonly Statement[] {
  // Longest first: "net delta" is not the delta.
  const ordered = names.toSorted((a, b) => labelPattern(b).length - labelPattern(a).length);
  const label = ordered.map((name) => `(${labelPattern(name)})`).join('|');
  const start = new RegExp(
    `${NOT_IN_WORD}(?:${label})${MARKS}${REMARK}${MARKS}${QUALIFIER}${MARKS}${separator}[*]{0,3}`,
    'giu',
  );
  const nextLabel = new RegExp(`${NOT_IN_WORD}${MARKS}(?:${label})(?![\\p{L}\\p{N}_])`, 'iu');
  return lines.flatMap((text, lineNumber) =>
    [...text.matchAll(start)].flatMap((match) => {
      const name = ordered[match.slice(1).findIndex((group) => group !== undefined)];
      const line = upTo(upTo(text.slice(match.index + match[0].length), nextLabel), LINE_END);
      return name === undefined ? [] : [{ name, line, value: upTo(line, CLAUSE_END), lineNumber }];
    }),
  );
}

function upTo(text: string, end: RegExp): string {
  const at = text.search(end);
  return at < 0 ? text : text.slice(0, at);
}
