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
const VERDICT_CHARS_MAX = 2_000;
const REPLY = 'Sell the bond.';
const WEIGHTS = [criterion(2), criterion(-1)];
const RUBRIC = [
  { operator: 'correctness', type: null, text: 'Revenue rose.' },
  { operator: 'contradiction', type: null, text: 'Revenue fell.' },
];

/** A script, and what its verdict has to be and gives, told without our own readers. */
interface Case {
  readonly keys: string;
  readonly leaf: 'criteria_met' | 'points' | 'correct';
  readonly start: () => JudgeScript<Score>;
  readonly worth: (verdict: ReadonlyMap<string, number>) => number;
}

const weighed =
  (first: number, second: number): Case['worth'] =>
  (verdict) => {
    const points = first * (verdict.get('c001') ?? 0) + second * (verdict.get('c002') ?? 0);
    return Math.max(0, points / first);
  };
const CRITERIA = { keys: 'c001,c002', leaf: 'criteria_met' } as const;
const CASES: readonly Case[] = [
  {
    ...CRITERIA,
    start: () => judgePrBench(prBenchTask(WEIGHTS), REPLY, LIMITS),
    worth: weighed(2, -1),
  },
  {
    ...CRITERIA,
    start: () => judgeGdpval(gdpvalTask(WEIGHTS), REPLY, [], LIMITS),
    worth: weighed(2, -1),
  },
  {
    ...CRITERIA,
    start: () => judgePublicCsv(publicCsvTask(RUBRIC), REPLY, LIMITS),
    worth: weighed(1, -1),
  },
  {
    keys: 'accuracy,completion,format,professionalism',
    leaf: 'points',
    start: () => judgeGdpval(gdpvalTask(null), REPLY, [], LIMITS),
    worth: (verdict) => [...verdict.values()].reduce((sum, points) => sum + points, 0) / 100,
  },
  {
    keys: 'correct',
    leaf: 'correct',
    start: () => judgeOpenAnswer(openTask('It fell.'), REPLY, LIMITS),
    worth: (verdict) => verdict.get('correct') ?? Number.NaN,
  },
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

/** The worths of all stretches of a reply that are a verdict of the form asked for. */
function worthsIn(text: string, form: Case, isRepair: boolean): readonly number[] {
  const worths: number[] = [];
  for (let from = text.indexOf('{'); from >= 0; from = text.indexOf('{', from + 1)) {
    // Verdicts of these fuzzed replies are short; floods of brackets are not looked through.
    const reach = text.slice(from, from + VERDICT_CHARS_MAX);
    for (let end = reach.indexOf('}'); end >= 0; end = reach.indexOf('}', end + 1)) {
      const verdict = verdictOf(reach.slice(0, end + 1), form, isRepair);
      if (verdict !== undefined) worths.push(form.worth(verdict));
    }
  }
  return worths;
}

function verdictOf(json: string, { keys, leaf }: Case, isRepair: boolean) {
  const names = keys.split(',');
  const isOnce = names.every((name) => json.split(`"${name}"`).length === 2);
  const value = isOnce ? parsed(json) : undefined;
  if (value === undefined) return undefined;
  const isFlat = leaf === 'correct';
  const expected = isFlat && !isRepair ? [...names, 'explanation'] : names;
  if (Object.keys(value).toSorted().join() !== expected.join()) return undefined;
  if (isFlat && !isRepair && typeof value.explanation !== 'string') return undefined;
  const entries = names.map(
    (name) =>
      [
        name,
        leafOf(
          isRepair || isFlat ? { [leaf]: value[name] } : value[name],
          leaf,
          isRepair || isFlat,
        ),
      ] as const,
  );
  return entries.every((entry): entry is readonly [string, number] => entry[1] !== undefined)
    ? new Map(entries)
    : undefined;
}

/** A truth as 0 or 1, points as they are; undefined for anything else. */
function leafOf(value: unknown, leaf: Case['leaf'], isBare: boolean): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Record<string, unknown>;
  const names = Object.keys(record).toSorted().join();
  const isForm =
    isBare ||
    (typeof record.explanation === 'string' && names === [leaf, 'explanation'].toSorted().join());
  const found = record[leaf];
  if (!isForm) return undefined;
  if (leaf !== 'points') return typeof found === 'boolean' ? Number(found) : undefined;
  const isPoints = Number.isInteger(found) && Number(found) >= 0 && Number(found) <= 25;
  return isPoints ? Number(found) : undefined;
}

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

test('ten thousand fuzzed replies throw nothing, and none scores but with the worth of its verdict', () => {
  const prng = createPrng(20260828, 'fuzzed verdicts');
  let scored = 0;
  let invalid = 0;
  const violations: unknown[] = [];
  for (let index = 0; index < REPLIES; index += 1) {
    const [first, second] = [fuzzed(prng), fuzzed(prng)];
    for (const form of CASES) {
      const { grade, requests } = runScript(form.start(), (_, attempt) =>
        attempt === 0 ? first : second,
      );
      const isRepair = requests.length > 1;
      if (grade.kind === 'scored') {
        scored += 1;
        const worths = worthsIn(isRepair ? second : first, form, isRepair);
        if (!worths.includes(grade.value)) violations.push({ first, second, grade, worths });
      } else {
        invalid += 1;
        const isInvalid = grade.kind === 'unscored' && grade.reason === 'judge-invalid';
        if (!isInvalid) violations.push({ first, second, grade });
      }
    }
  }
  expect(violations).toEqual([]);
  // Neither half of the law is empty.
  expect(scored).toBeGreaterThan(1000);
  expect(invalid).toBeGreaterThan(10_000);
});
