import { describe, expect, test } from 'vitest';
import { formatZodIssues } from '../../../src/contracts/format-issues.ts';
import { ConfigInputSchema, SuiteInputSchema } from '../../../src/contracts/suite-input.ts';
import { nearestName } from '../../../src/domain/suggestion.ts';

function problemsOf(config: object): string {
  const value = { id: 'a', eval_config: 'e.yaml', ...config };
  const { error } = ConfigInputSchema.safeParse(value);
  if (error === undefined) throw new Error('expected a refusal');
  return formatZodIssues('f.yaml', error, { schema: ConfigInputSchema, value });
}

describe('keys with alternatives', () => {
  test.each([
    [
      { agent: 'orcale' },
      'agent: found "orcale"; allowed: builtin, do-nothing, oracle, buy-and-hold, rules, an object (key: value) (did you mean "oracle"?)',
    ],
    [
      { agent: { ur: 'http://x' } },
      'agent.ur: unknown key (did you mean "url"?); allowed: reference, accuracy, seed, url, command',
    ],
    [
      { agent: { reference: 'noisy' } },
      'agent.reference: found "noisy"; allowed: do-nothing, oracle, buy-and-hold, rules, noisy-oracle, random-trader',
    ],
    [{ agent: { reference: 'noisy-oracle' } }, 'agent.accuracy: missing; expected a number'],
    [
      { agent: { url: 'http://x', command: ['y'] } },
      'agent.command: is a key of another alternative and cannot stand beside the other keys here',
    ],
    [
      { deployment: { engine: 'extern' } },
      'deployment.engine: found "extern"; allowed: node-llama-cpp, external, vllm, tensorrt-llm (did you mean "external"?)',
    ],
    [
      { deployment: { engine: 'external', base_url: 'http://x', slot: 2 } },
      'deployment.slot: unknown key (did you mean "slots"?)',
    ],
  ])('%j is explained by the alternative that was meant', (config, expected) => {
    expect(problemsOf(config)).toContain(`f.yaml: ${expected}`);
  });

  test('an input of runSuite is explained by the kind of start it resembles', () => {
    const value = { schemaVersion: 1, suite: 'core', resumeFrm: 'k' };
    const { error } = SuiteInputSchema.safeParse(value);
    if (error === undefined) throw new Error('expected a refusal');
    expect(formatZodIssues('input', error, { schema: SuiteInputSchema, value })).toContain(
      'resumeFrm: unknown key (did you mean "resumeFrom"?)',
    );
  });
});

test('a secret written in place of a reference is not repeated', () => {
  const message = problemsOf({ llm_api_key: 'sk-abcdef' });
  expect(message).toContain('llm_api_key: found a value that is not shown; write secrets as a ref');
  expect(message).not.toContain('sk-abcdef');
});

describe('suggestions', () => {
  test.each([
    ['sed', 'seed'],
    ['temprature', 'temperature'],
    ['ORACLE', 'oracle'],
    ['coutn', 'count'],
    ['model', 'llm_model'],
  ])('%s resembles %s', (written, meant) => {
    const known = ['seed', 'temperature', 'oracle', 'count', 'llm_model'];
    expect(nearestName(written, known)).toBe(meant);
  });

  test('a word that resembles nothing gets no suggestion', () => {
    expect(nearestName('banana', ['seed', 'temperature'])).toBeUndefined();
    expect(nearestName('x', ['y'])).toBeUndefined();
  });
});
