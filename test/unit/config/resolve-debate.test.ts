import { describe, expect, test } from 'vitest';
import { resolveDebate } from '../../../activities/resolve-debate.ts';
import { EvalConfigSchema } from '../../../src/contracts/eval-config.ts';
import { ConfigInputSchema } from '../../../src/contracts/suite-input.ts';

const QUESTIONS = { type: 'synthetic', path: 'q.json' };
const MARKETS = { type: 'crypto', scenarios: 'shipped' };

interface Written {
  readonly conduct_debate?: boolean;
  readonly debate?: boolean;
  readonly profile?: string;
  readonly datasets?: readonly object[];
}

function debateOf({ debate, datasets = [QUESTIONS, MARKETS], ...config }: Written) {
  const evalConfig = EvalConfigSchema.parse({ datasets, ...(debate !== undefined && { debate }) });
  const input = { id: 'a', agent: 'do-nothing', eval_config: 'e.yaml', ...config };
  return resolveDebate(ConfigInputSchema.parse(input), evalConfig);
}

describe('answers are followed up', () => {
  test.each([
    [{ conduct_debate: true, profile: 'compat' }, true],
    [{ conduct_debate: true, profile: 'both' }, true],
    [{ debate: true, profile: 'compat' }, true],
    [{ debate: true, conduct_debate: false, profile: 'compat' }, undefined],
    [{ debate: false, conduct_debate: true, profile: 'compat' }, true],
    [{ profile: 'compat' }, undefined],
    [{ conduct_debate: false }, undefined],
  ])('%j: %s', (written, expected) => {
    expect(debateOf(written)).toBe(expected);
  });

  test('in no profile but those of the original, whatever a shared eval config wants', () => {
    expect(debateOf({ debate: true })).toBeUndefined();
    expect(debateOf({ debate: true, profile: 'compat', datasets: [MARKETS] })).toBeUndefined();
  });
});

describe('"conduct_debate" is refused', () => {
  test('in profile "corrected", with the remedy', () => {
    expect(() => debateOf({ conduct_debate: true })).toThrow(
      'config "a": conduct_debate has no effect in profile "corrected", which asks each question once: remove it, or set profile to "compat" or "both"',
    );
  });

  test('where every dataset is traded', () => {
    const written = { conduct_debate: true, profile: 'both', datasets: [MARKETS] };
    expect(() => debateOf(written)).toThrow(
      'conduct_debate has no effect: all datasets are traded',
    );
  });
});
