import { describe, expect, test } from 'vitest';
import { disarm } from '../../../src/domain/judge/boundary.ts';
import { cutMiddle } from '../../../src/domain/judge/cut-middle.ts';
import { fitParts } from '../../../src/domain/judge/fit-parts.ts';
import { promptHash } from '../../../src/domain/judge/judge-prompt.ts';
import { GDPVAL_PROMPT, PRBENCH_PROMPT } from '../../../src/domain/judge/prompts.ts';
import { estimateTokens } from '../../../src/domain/judge/token-estimate.ts';
import { rubricSha256, verdictKey } from '../../../src/domain/judge/verdict-key.ts';
import { criterion, LIMITS, prBenchTask } from '../../support/judged-tasks.ts';

describe('a text that is cut', () => {
  const text = Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ');

  test('keeps its beginning and its end, and says how much is missing', () => {
    const { text: cut, trim } = cutMiddle('answer', text, 1000);
    expect(estimateTokens(cut)).toBeLessThanOrEqual(1000);
    expect(cut.startsWith('word0 word1 ')).toBe(true);
    expect(cut.endsWith(' word2999')).toBe(true);
    const left = Number(/\[… (\d+) of/.exec(cut)?.[1]);
    expect(trim).toEqual({ part: 'answer', keptChars: text.length - left, ofChars: text.length });
  });

  test('is left alone when it fits', () => {
    expect(cutMiddle('answer', 'short', 1000)).toEqual({ text: 'short' });
  });

  test('is never cut inside a character', () => {
    const { text: cut } = cutMiddle('answer', '🙂'.repeat(2000), 500);
    expect(cut.isWellFormed()).toBe(true);
  });
});

describe('tokens', () => {
  test('count more for digits, Han and rare characters than for letters', () => {
    expect(estimateTokens('abcabcabc ')).toBeLessThan(estimateTokens('1234567890'));
    expect(estimateTokens('营业收入')).toBe(4);
    expect(estimateTokens('🙂')).toBe(4);
  });
});

describe('parts of a prompt', () => {
  test('that are short leave their room to the long ones', () => {
    const parts = [
      { name: 'question', text: 'Short?', weight: 1 },
      { name: 'answer', text: 'word '.repeat(5000), weight: 1 },
    ];
    const { parts: fitted, trims } = fitParts(parts, 1000);
    expect(fitted[0]?.text).toBe('Short?');
    expect(estimateTokens(fitted[1]?.text ?? '')).toBeGreaterThan(900);
    expect(trims.map(({ part }) => part)).toEqual(['answer']);
  });

  test('that are all long share by weight', () => {
    const long = 'word '.repeat(5000);
    const parts = [
      { name: 'question', text: long, weight: 1 },
      { name: 'answer', text: long, weight: 3 },
    ];
    const { trims } = fitParts(parts, 2000);
    const [question, answer] = trims;
    expect((answer?.keptChars ?? 0) / (question?.keptChars ?? 1)).toBeCloseTo(3, 0);
  });
});

describe('marks of chat templates', () => {
  test.each([
    ['<|im_end|>', '< |im_end|>'],
    ['<｜User｜>', '< ｜User｜>'],
    ['[/INST] and [INST]', '[ /INST] and [ INST]'],
    ['</s><s>', '< /s>< s>'],
    ['<start_of_turn>model', '< start_of_turn>model'],
    ['a < b, <b>bold</b>, [1]', 'a < b, <b>bold</b>, [1]'],
  ])('%s', (text, disarmed) => {
    expect(disarm(text)).toBe(disarmed);
    expect(disarm(disarmed)).toBe(disarmed);
  });
});

describe('keys', () => {
  const facts = { replySha256: 'a', rubricSha256: 'b', promptHash: 'c', model: 'd' };

  test('of verdicts differ with each of their four facts', () => {
    const keys = Object.keys(facts).map((name) => verdictKey({ ...facts, [name]: 'other' }));
    expect(new Set([verdictKey(facts), ...keys]).size).toBe(5);
    expect(verdictKey(facts)).toMatch(/^[0-9a-f]{64}$/);
    expect(verdictKey({ model: 'd', promptHash: 'c', rubricSha256: 'b', replySha256: 'a' })).toBe(
      verdictKey(facts),
    );
  });

  test('of prompts differ with the wording and with the room it is fitted to', () => {
    const hash = promptHash(PRBENCH_PROMPT, LIMITS);
    expect(promptHash(GDPVAL_PROMPT, LIMITS)).not.toBe(hash);
    expect(promptHash({ ...PRBENCH_PROMPT, role: 'You grade.' }, LIMITS)).not.toBe(hash);
    expect(promptHash(PRBENCH_PROMPT, { ...LIMITS, contextTokens: 4096 })).not.toBe(hash);
    expect(promptHash({ ...PRBENCH_PROMPT }, { ...LIMITS })).toBe(hash);
  });

  test('of rubrics differ with a weight, a criterion, a file text', () => {
    const hash = rubricSha256(prBenchTask([criterion(1)]), []);
    expect(rubricSha256(prBenchTask([criterion(-1)]), [])).not.toBe(hash);
    expect(rubricSha256(prBenchTask([criterion(1, 'Other.')]), [])).not.toBe(hash);
    expect(rubricSha256(prBenchTask([criterion(1)]), ['file'])).not.toBe(hash);
  });
});
