import { describe, expect, test } from 'vitest';
import { judgePrBench } from '../../../src/domain/judge/judge-prbench.ts';
import type { JudgeAnswer } from '../../../src/domain/judge/judge-script.ts';
import { criterion, LIMITS, prBenchTask } from '../../support/judged-tasks.ts';
import { runScript, verdictOn } from '../../support/run-judge-script.ts';

const TASK = prBenchTask([criterion(2), criterion(1)]);
const script = () => judgePrBench(TASK, 'Sell the bond, it yields 4 %.', LIMITS);
const failed = (reason: 'unavailable' | 'rejected' | 'context-exceeded'): JudgeAnswer => ({
  kind: 'failed',
  reason,
  message: 'connection refused',
});
const VALID =
  '{"c001": {"explanation": "yes", "criteria_met": true}, "c002": {"explanation": "no", "criteria_met": false}}';

describe('a judge that fails leaves the task unscored, never graded by another rule', () => {
  test.each([
    ['unavailable', true],
    ['rejected', false],
    ['context-exceeded', false],
  ] as const)('%s', (reason, retryable) => {
    const { grade } = runScript(script(), () => failed(reason));
    expect(grade).toMatchObject({ kind: 'unscored', reason: 'judge-unavailable', retryable });
  });

  test('in a later batch, too', () => {
    const criteria = Array.from({ length: 12 }, () => criterion(1));
    const { grade, requests } = runScript(
      judgePrBench(prBenchTask(criteria), 'Sell.', LIMITS),
      (request, index) => (index === 0 ? verdictOn(request) : failed('unavailable')),
    );
    expect(requests).toHaveLength(2);
    expect(grade).toMatchObject({ kind: 'unscored', reason: 'judge-unavailable' });
  });
});

test('a prompt beyond the context is asked again with less of the reply', () => {
  const long = 'Sell the bond now. '.repeat(4000);
  const { grade, requests } = runScript(judgePrBench(TASK, long, LIMITS), (request, index) =>
    index < 2 ? failed('context-exceeded') : verdictOn(request),
  );
  const lengths = requests.map(({ user }) => user.length);
  expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  expect(new Set(lengths).size).toBe(3);
  expect(grade).toMatchObject({ kind: 'scored', value: 1 });
});

describe('a verdict is read', () => {
  test.each([
    ['bare', VALID],
    ['in a fence', `\`\`\`json\n${VALID}\n\`\`\``],
    ['with prose around', `Here is my verdict: ${VALID} I hope that helps {really}.`],
    ['after thinking aloud', `<think>{"c001": maybe}</think>${VALID}`],
    ['with braces in an explanation', VALID.replace('yes', 'says {x} and \\"c001\\"')],
  ])('%s', (_, reply) => {
    expect(runScript(script(), () => reply)).toMatchObject({
      grade: { kind: 'scored', value: 2 / 3 },
      requests: { length: 1 },
    });
  });
});

describe('no verdict is', () => {
  test.each([
    ['nothing', ''],
    ['prose', 'Both criteria are met.'],
    ['an empty object', '{}'],
    ['an id left out', '{"c001": {"explanation": "", "criteria_met": true}}'],
    [
      'an id too many',
      VALID.replace('{"c001"', '{"c003": {"explanation": "", "criteria_met": true}, "c001"'),
    ],
    ['an id twice', VALID.replace('"c002"', '"c001"')],
    ['an id of another case', VALID.replace('c002', 'C002')],
    ['a word for a truth value', VALID.replace('true', '"true"')],
    ['a number for a truth value', VALID.replace('true', '1')],
    ['null', VALID.replace('true', 'null')],
    [
      'a key too many',
      VALID.replace('"explanation": "yes"', '"explanation": "yes", "confidence": 1'),
    ],
    ['no explanation', VALID.replace('"explanation": "yes", ', '')],
    ['a list around it', `[${VALID}]`],
    ['two objects', `${VALID}\n${VALID}`],
    ['an example before a verdict cut off', `${VALID}\n{"c001": {"explanation": "n`],
    ['a verdict cut off', VALID.slice(0, -4)],
    ['single quotes', VALID.replaceAll('"', "'")],
    ['a verdict inside another object', `{"verdict": ${VALID}}`],
    ['the bare form of the second attempt', '{"c001": true, "c002": true}'],
    ['thinking that never ends', `<think>${VALID}`],
    ['deep nesting', '{"c001":'.repeat(3000)],
  ])('%s', (_, reply) => {
    const { grade, requests } = runScript(script(), (_request, index) =>
      index === 0 ? reply : '',
    );
    expect(grade).toMatchObject({ kind: 'unscored', reason: 'judge-invalid' });
    expect(requests.map(({ prompt }) => prompt)).toEqual([
      'prbench-criteria@1',
      'prbench-criteria@1/repair',
    ]);
  });
});

describe('the second attempt', () => {
  test('is simpler, shows the criteria and the answer again, and counts when it is valid', () => {
    const { grade, requests } = runScript(script(), (_, index) =>
      index === 0 ? 'I would say yes.' : '{"c001": false, "c002": true}',
    );
    expect(grade).toMatchObject({ kind: 'scored', value: 1 / 3 });
    expect(requests[1]?.user).toContain('c001: States the yield.');
    expect(requests[1]?.user).toContain('Sell the bond');
    expect(requests[1]?.maxTokens).toBeLessThan(requests[0]?.maxTokens ?? 0);
  });

  test('is the last', () => {
    expect(runScript(script(), () => 'yes').requests).toHaveLength(2);
  });
});
