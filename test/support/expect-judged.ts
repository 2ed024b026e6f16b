import { expect } from 'vitest';
import { type CompatGrade, isFullScore } from '../../src/domain/scoring/compat/compat-grade.ts';
import { CUT_MARK } from '../../src/domain/scoring/compat/compat-judge.ts';
import type { EvaluatorResult } from './evaluator-vectors.ts';
import type { JudgeCase, RecordedRequest } from './judge-vectors.ts';
import type { ScriptedJudge } from './scripted-judge.ts';

/** The judge was asked as often, with the same parameters, and shown as much of every text. */
export function expectSameRequests(
  { input, requests }: Pick<JudgeCase<object, unknown>, 'input' | 'requests'>,
  judge: ScriptedJudge,
): void {
  const recorded = requests.flatMap((each) => Array<RecordedRequest>(each.times).fill(each));
  expect(judge.requests).toHaveLength(recorded.length);
  for (const [index, wanted] of recorded.entries()) {
    const body = judge.requests[index]?.body;
    const { times, system, included = {}, marks = 0, criteria, penalties, ...parameters } = wanted;
    const { messages = [], ...sent } = body ?? {};
    expect(sent).toEqual({ ...parameters, top_p: 1 });
    const [first, second] = messages;
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(first?.content.split('\n')[0]).toBe(`[model:${wanted.model}]`);
    expect(first?.content.includes('\n')).toBe(system !== false);
    const prompt = second?.content ?? '';
    for (const [name, chars] of Object.entries(included)) {
      const text = String(Object.entries(input).find(([key]) => key === name)?.[1]);
      expect(prompt).toContain(text.slice(0, chars));
      if (chars < text.length) expect(prompt).not.toContain(text.slice(0, chars + 1));
    }
    expect(prompt.split(CUT_MARK).length - 1).toBe(marks);
    if (criteria !== undefined) {
      expect(prompt.match(/^\d+\. \(weight /gm) ?? []).toHaveLength(criteria);
      expect(prompt.match(/^\d+\. \(penalty\)/gm) ?? []).toHaveLength(penalties ?? 0);
    }
  }
}

/** Score, counts and what was recorded beside them; wording and raw outputs are compared by presence. */
export function expectSameGrade(
  { expected, error }: { readonly expected: EvaluatorResult; readonly error?: string },
  grade: CompatGrade,
): void {
  if (error !== undefined) {
    expect(grade).toMatchObject({ kind: 'crash', consequence: 'row-dropped' });
    expect(grade).toHaveProperty('message', expect.stringContaining(`${error}: `));
    return;
  }
  expect(grade).toMatchObject({
    kind: 'graded',
    score: expected.score,
    maxScore: expected.max_score,
    correctCount: expected.correct_count,
    totalCount: expected.total_count,
  });
  expect(isFullScore(expected.score, expected.max_score)).toBe(expected.is_correct);
  if (grade.kind !== 'graded') return;
  const { method } = grade;
  if (expected.details.error !== undefined) {
    expect(method).toBe(expected.details.error);
    return;
  }
  if (!SILENT.includes(method)) expect(shown(grade.details)).toEqual(shown(expected.details));
}

/** Methods whose record is only a copy of the input, which is stored elsewhere. */
const SILENT = ['empty_response', 'fallback_heuristic', 'no_ground_truth'];
const BY_PRESENCE = ['llm_raw_output', 'llm_raw'];

const shown = (details: Readonly<Record<string, unknown>> = {}) =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (BY_PRESENCE.includes(name)) return [name, true];
      return [name, name === 'llm_failure' ? String(value).split(':')[0] : value];
    }),
  );
