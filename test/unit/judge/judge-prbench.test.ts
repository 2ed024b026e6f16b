import { describe, expect, test } from 'vitest';
import { BATCH_CRITERIA_MAX } from '../../../src/domain/judge/judge-criteria.ts';
import { judgePrBench } from '../../../src/domain/judge/judge-prbench.ts';
import type { JudgeRequest } from '../../../src/domain/judge/judge-script.ts';
import { estimateTokens } from '../../../src/domain/judge/token-estimate.ts';
import { criterion, LIMITS, prBenchTask } from '../../support/judged-tasks.ts';
import { idsAsked, runScript, verdictOn } from '../../support/run-judge-script.ts';

const judge = (
  weights: readonly number[],
  met: readonly boolean[],
  reply = 'Hold it, the yield is 4 %.',
) =>
  runScript(
    judgePrBench(prBenchTask(weights.map((weight) => criterion(weight))), reply, LIMITS),
    (request) => verdictOn(request, (id) => met[Number(id.slice(1)) - 1] === true),
  ).grade;

const tokensOf = ({ system, user, maxTokens }: JudgeRequest): number =>
  estimateTokens(system ?? '') + estimateTokens(user) + maxTokens;

describe('points', () => {
  test('are those of the met criteria over all positive ones', () => {
    expect(judge([3, 2, 1], [true, false, true])).toMatchObject({
      kind: 'scored',
      value: 4 / 6,
      max: 1,
      correct: false,
    });
    expect(judge([3, 2, 1], [true, true, false])).toMatchObject({ value: 5 / 6, correct: true });
  });

  test('are lost by every kind of negative criterion that is met', () => {
    expect(judge([3, -1, -3], [true, true, false])).toMatchObject({ value: 2 / 3 });
    expect(judge([3, -1, -3], [true, true, true])).toMatchObject({
      value: 0,
      subScores: { earned: 1, lost: 4 / 3 },
    });
    expect(judge([3, -1, -3], [false, true, true])).toMatchObject({ value: 0 });
  });

  test('cannot exceed the maximum, however many criteria are met', () => {
    expect(judge([3, 2, 1], [true, true, true])).toMatchObject({ value: 1, correct: true });
  });

  test('need a criterion that gives some: a rubric of penalties grades nothing', () => {
    const script = judgePrBench(prBenchTask([criterion(-1)]), 'Sell.', LIMITS);
    expect(runScript(script, () => '{}')).toMatchObject({
      grade: { kind: 'unscored', reason: 'invalid-gold', retryable: false },
      requests: [],
    });
  });
});

describe('requests', () => {
  test('show every criterion once, ten at a time', () => {
    const criteria = Array.from({ length: 37 }, (_, index) =>
      criterion(1, `Criterion no ${index + 1}.`),
    );
    const { requests, grade } = runScript(
      judgePrBench(prBenchTask(criteria), 'Sell.', LIMITS),
      (request) => verdictOn(request),
    );
    expect(requests.map((request) => idsAsked(request).length)).toEqual([10, 10, 10, 7]);
    expect(BATCH_CRITERIA_MAX).toBe(10);
    const shown = requests.map(({ user }) => user).join('\n');
    for (const { text } of criteria) expect(shown.split(text)).toHaveLength(2);
    expect(grade).toMatchObject({ value: 1 });
  });

  test('ask at temperature 0, name the version of their prompt, and demand exactly the ids', () => {
    const script = judgePrBench(prBenchTask([criterion(1), criterion(2)]), 'Sell.', LIMITS);
    const [request] = runScript(script, (asked) => verdictOn(asked)).requests;
    expect(request).toMatchObject({
      prompt: 'prbench-criteria@1',
      temperature: 0,
      trims: [],
      schema: { type: 'object', required: ['c001', 'c002'], additionalProperties: false },
    });
  });

  test('replay the conversation with its reference texts and earlier answers', () => {
    const task = prBenchTask([criterion(1)], {
      turns: [
        { role: 'user', text: 'What is duration?', references: ['Duration is a time.'] },
        { role: 'assistant', text: 'It measures sensitivity.', references: [] },
        { role: 'user', text: 'And convexity?', references: [] },
      ],
    });
    const [request] = runScript(judgePrBench(task, 'The second order.', LIMITS), (asked) =>
      verdictOn(asked),
    ).requests;
    for (const text of ['Duration is a time.', 'assistant: It measures', 'user: And convexity?']) {
      expect(request?.user).toContain(text);
    }
  });

  test('fit the context, and record what was cut', () => {
    const reply = `Start. ${'All work and no yield. '.repeat(8000)} The end.`;
    const script = judgePrBench(prBenchTask([criterion(1)]), reply, LIMITS);
    const { requests, grade } = runScript(script, (asked) => verdictOn(asked));
    const [request] = requests;
    expect(tokensOf(request as JudgeRequest)).toBeLessThanOrEqual(LIMITS.contextTokens);
    expect(request?.user).toContain('Start.');
    expect(request?.user).toContain('The end.');
    expect(request?.user).toMatch(/\[… \d+ of \d+ characters left out here by the benchmark …\]/);
    expect(request?.trims).toEqual([
      { part: 'answer', keptChars: expect.any(Number), ofChars: reply.length },
    ]);
    expect(grade.kind).toBe('scored');
  });

  test('have smaller batches where the judge may write little', () => {
    const criteria = Array.from({ length: 6 }, () => criterion(1));
    const limits = { contextTokens: 4096, outputTokensMax: 320 };
    const { requests } = runScript(judgePrBench(prBenchTask(criteria), 'Sell.', limits), (asked) =>
      verdictOn(asked),
    );
    expect(requests.map((request) => idsAsked(request).length)).toEqual([2, 2, 2]);
    for (const request of requests) expect(request.maxTokens).toBeLessThanOrEqual(320);
  });

  test('are not made in a context without room, and the task is unscored', () => {
    const limits = { contextTokens: 600, outputTokensMax: 200 };
    const { requests, grade } = runScript(
      judgePrBench(prBenchTask([criterion(1)]), 'Sell.', limits),
      () => '{}',
    );
    expect(requests).toEqual([]);
    expect(grade).toMatchObject({ reason: 'judge-unavailable', retryable: false });
  });
});

test('an answer that is only thought aloud is empty and costs no judge', () => {
  const script = judgePrBench(prBenchTask([criterion(1)]), '<think>Sell.</think>  ', LIMITS);
  expect(runScript(script, () => '{}')).toMatchObject({
    grade: { kind: 'failed', reason: 'empty-reply' },
    requests: [],
  });
});
