import { expect, test } from 'vitest';
import { judgeGdpval } from '../../../src/domain/judge/judge-gdpval.ts';
import { judgeOpenAnswer } from '../../../src/domain/judge/judge-open-answer.ts';
import { judgePrBench } from '../../../src/domain/judge/judge-prbench.ts';
import { judgePublicCsv } from '../../../src/domain/judge/judge-public-csv.ts';
import type { JudgeScript } from '../../../src/domain/judge/judge-script.ts';
import { createPrng, type Prng } from '../../../src/domain/prng/prng.ts';
import type { Score } from '../../../src/domain/scoring/score.ts';
import {
  criterion,
  gdpvalTask,
  LIMITS,
  openTask,
  prBenchTask,
  publicCsvTask,
} from '../../support/judged-tasks.ts';
import { runScript } from '../../support/run-judge-script.ts';

const REPLIES = 10_000;
const REPLY = 'Sell the bond.';
const WEIGHTS = [criterion(2), criterion(-1)];
const DIMENSIONS = 'accuracy,completion,format,professionalism';
const RUBRIC = [
  { operator: 'correctness', type: null, text: 'Revenue rose.' },
  { operator: 'contradiction', type: null, text: 'Revenue fell.' },
];
const SCRIPTS: readonly (readonly [keys: string, start: () => JudgeScript<Score>])[] = [
  ['c001,c002', () => judgePrBench(prBenchTask(WEIGHTS), REPLY, LIMITS)],
  ['c001,c002', () => judgeGdpval(gdpvalTask(WEIGHTS), REPLY, [], LIMITS)],
  [DIMENSIONS, () => judgeGdpval(gdpvalTask(null), REPLY, [], LIMITS)],
  ['c001,c002', () => judgePublicCsv(publicCsvTask(RUBRIC), REPLY, LIMITS)],
  ['correct', () => judgeOpenAnswer(openTask('It fell.'), REPLY, LIMITS)],
];

const met = (truth: string) =>
  `{"c001": {"explanation": "x", "criteria_met": ${truth}}, "c002": {"explanation": "y", "criteria_met": false}}`;
const dimension = (points: string) => `{"explanation": "x", "points": ${points}}`;
const SEEDS: readonly string[] = [
  met('true'),
  '{"c001": true, "c002": false}',
  `{"completion": ${dimension('20')}, "accuracy": ${dimension('5')}, "format": ${dimension('25')}, "professionalism": ${dimension('0')}}`,
  '{"completion": 1, "accuracy": 2, "format": 3, "professionalism": 4}',
  '{"explanation": "same", "correct": true}',
  '{"correct": false}',
];
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  'true',
  'null',
  '1e999',
  'NaN',
  '\\',
  '\n',
  '```json',
  '<think>',
  '</think>',
  '{"c001":',
  '"c002": true',
  ' prose ',
  '\u0000',
  '😀',
  '25',
  '-1',
  '"correct": true',
  '__proto__',
  '"true"',
  '"c001": false, ',
  '"points": 26, ',
  '1e-400',
  '99999999999999999999',
  '{"verdict": ',
  '[[[[[[[[',
];

/** Dressed as judges do: quoted booleans, an envelope, a fence, a flood before or after it. */
function wrapped(prng: Prng, text: string): string {
  const flood = prng.pick(['prose ', '[', '{"a":', '9', '```']).repeat(500);
  return prng.pick([
    text.replace(/true|false/g, '"$&"'),
    `{"verdict": ${text}}`,
    `\`\`\`json\n${text}\n\`\`\``,
    `${flood}${text}`,
    `${text}${flood}`,
  ]);
}

/** A valid verdict or noise, then some edits. */
function fuzzed(prng: Prng): string {
  let text = prng.unit() < 0.7 ? prng.pick(SEEDS) : '';
  if (prng.unit() < 0.05) text = wrapped(prng, text);
  const edits = Math.floor(prng.unit() * 6);
  for (let edit = 0; edit < edits; edit += 1) {
    const at = Math.floor(prng.unit() * (text.length + 1));
    const kind = prng.unit();
    if (kind < 0.4) text = text.slice(0, at) + prng.pick(PIECES) + text.slice(at);
    else if (kind < 0.7)
      text = text.slice(0, at) + text.slice(at + 1 + Math.floor(prng.unit() * 8));
    else if (kind < 0.85) text = text.slice(0, at);
    else text += prng.pick(SEEDS);
  }
  return text;
}

/** Told without our own reader: whether any stretch of the reply is a verdict of the script's form. */
function holdsVerdict(text: string, keys: string): boolean {
  for (let from = text.indexOf('{'); from >= 0; from = text.indexOf('{', from + 1)) {
    for (let end = text.indexOf('}', from); end >= 0; end = text.indexOf('}', end + 1)) {
      if (isVerdict(text.slice(from, end + 1), keys)) return true;
    }
  }
  return false;
}

function isVerdict(json: string, keys: string): boolean {
  try {
    const value: Record<string, unknown> = JSON.parse(json);
    const names = Object.keys(value).toSorted().join();
    if (keys === 'correct') {
      const isPlain = names === 'correct' || typeof value.explanation === 'string';
      return ['correct', 'correct,explanation'].includes(names) && isPlain && isLeaf(value.correct);
    }
    const values = Object.values(value);
    return names === keys && (values.every(isLeaf) || values.every(isExplained));
  } catch {
    return false;
  }
}

const isLeaf = (value: unknown): boolean =>
  typeof value === 'boolean' ||
  (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 25);

const isExplained = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 2 &&
  'explanation' in value &&
  typeof value.explanation === 'string' &&
  Object.values(value).some(isLeaf);

test('ten thousand fuzzed replies throw nothing, and none scores unless it is a verdict', () => {
  const prng = createPrng(20260828, 'fuzzed verdicts');
  let scored = 0;
  let invalid = 0;
  for (let index = 0; index < REPLIES; index += 1) {
    const replies = [fuzzed(prng), fuzzed(prng)];
    for (const [keys, start] of SCRIPTS) {
      const { grade } = runScript(start(), (_, attempt) => replies[attempt] ?? '');
      if (grade.kind !== 'scored') {
        expect(grade).toMatchObject({ kind: 'unscored', reason: 'judge-invalid' });
        invalid += 1;
        continue;
      }
      scored += 1;
      const holds = replies.some((reply) => holdsVerdict(reply, keys));
      expect(holds, JSON.stringify(replies)).toBe(true);
      expect(grade.value).toBeGreaterThanOrEqual(0);
      expect(grade.value).toBeLessThanOrEqual(1);
    }
  }
  // Neither half of the law is empty.
  expect(scored).toBeGreaterThan(1000);
  expect(invalid).toBeGreaterThan(10_000);
});
