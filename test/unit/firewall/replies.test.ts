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

  test('there are at least 280 answers and 230 others, each under a name of its own', () => {
    expect(labelled.length - others.length).toBeGreaterThanOrEqual(280);
    expect(others.length).toBeGreaterThanOrEqual(230);
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
  expect(errors).toMatchObject({ answers: 40, others: 40, falseRejects: [], misblamed: [] });
  expect(errors.falseAccepts).toEqual([
    'model not enabled',
    'report to the administrator',
    'model stopped',
    'tokens per minute',
    'assistant not set up',
    'no tokens left',
    'go malformed',
    'dotnet task',
    'rust tls',
    'ollama unload',
    'azure spend',
    'cerebras queue',
    'chinese saturated',
    'chinese trial',
    'chinese free text',
    'chinese length',
    'chinese policy',
    'loop',
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
  const texts = others.filter(({ rule }) => rule === 'provider-text' || rule === 'error-body');
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
