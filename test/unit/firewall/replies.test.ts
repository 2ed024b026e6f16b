import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ENDING_RULES, SHAPE_RULES } from '../../../src/domain/firewall/rules.ts';
import {
  labelOf,
  measureErrors,
  readLabelledReplies,
  reportRow,
  verdictOn,
} from '../../support/labelled-replies.ts';

const labelled = readLabelledReplies('replies.json');
const heldOut = readLabelledReplies('held-out-replies.json');
const report = readFileSync(new URL('../../../docs/firewall.md', import.meta.url), 'utf8');
const others = labelled.filter(({ expected }) => expected !== 'answer');

describe('of the labelled replies', () => {
  test.each(labelled)('"$name" is $expected', (reply) => {
    const verdict = verdictOn(reply);
    expect(labelOf(verdict)).toBe(reply.expected);
    expect(verdict.kind === 'answer' ? null : verdict.rule).toBe(reply.rule);
  });

  test('there are at least 880 answers and 770 others, each under a name of its own', () => {
    expect(labelled.length - others.length).toBeGreaterThanOrEqual(880);
    expect(others.length).toBeGreaterThanOrEqual(770);
    expect(new Set(labelled.map(({ name }) => name)).size).toBe(labelled.length);
  });

  test('every rule recognises at least one', () => {
    const rules = [...SHAPE_RULES, ...ENDING_RULES].map(({ name }) => name).toSorted();
    expect([...new Set(others.map(({ rule }) => rule))].toSorted()).toEqual(rules);
  });

  test('none is misjudged, and the documentation says so', () => {
    const errors = measureErrors(labelled);
    expect(errors).toMatchObject({ falseRejects: [], falseAccepts: [], misblamed: [] });
    expect(report).toContain(reportRow('labelled', errors));
  });
});

test('of the held-out replies no answer is thrown away; the errors that pass are known', () => {
  const errors = measureErrors(heldOut);
  expect(errors).toMatchObject({ answers: 80, others: 70, falseRejects: [] });
  expect(errors.falseAccepts).toEqual([
    'your usage of the free plan is',
    'this key can no longer be used',
    'the ai engine needs a moment to',
    'our inference partner is down we expect',
    'model gpt 4 32k was discontinued choose',
    'daily limit for gemini pro reached for',
    'all retries used the last response was',
    'the model stopped responding',
    'error authentication failed',
    'agent timeout no final answer after 600',
    'prompt too long',
    'the content was blocked for safety reasons',
    '抱歉，生成回答时发生错误。',
  ]);
  expect(errors.misblamed).toEqual([
    'no answer could be generated because the',
    'urllib error urlerror urlopen error errno 111',
    'filenotfounderror errno 2 no such file or',
  ]);
  expect(report).toContain(reportRow('held out', errors));
});

test('an error text followed by an answer is an answer', () => {
  const conclusion = '\n\nFrom the table in the question: 620 / 50 = 12.4.\n\nAnswer: 12.4x';
  const discarded = others.filter(
    ({ reply, ...facts }) => verdictOn({ ...facts, reply: reply + conclusion }).kind !== 'answer',
  );
  expect(discarded.map(({ name }) => name)).toEqual([]);
});

test('an error text that is quoted and discussed is an answer', () => {
  const quotable = ['provider-text', 'error-body', 'service-report', 'exception', 'gave-up'];
  const texts = others.filter(({ rule }) => quotable.includes(rule ?? ''));
  const discarded = texts.filter(
    ({ reply, ...facts }) =>
      verdictOn({
        ...facts,
        reply: `${reply}\n\nThe log above shows why the desk missed 14 quotes, a loss of $402.`,
      }).kind !== 'answer',
  );
  expect(discarded.map(({ name }) => name)).toEqual([]);
});

test('an error text sent as status message and as artifact is the same error', () => {
  const texts = others.filter(({ reply }) => reply.trim().length >= 20);
  expect(texts.length).toBeGreaterThan(80);
  for (const text of texts) {
    const twice = verdictOn({ ...text, reply: text.reply + text.reply });
    expect(labelOf(twice), text.name).toBe(text.expected);
  }
});
