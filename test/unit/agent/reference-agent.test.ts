import { describe, expect, test } from 'vitest';
import { referenceAgent } from '../../../activities/reference-agent.ts';
import { AgentInput } from '../../../src/contracts/suite-input.ts';
import { describeAgent } from '../../../src/domain/leaderboard/config-identity.ts';

const WRITTEN = [
  ['do-nothing', { kind: 'do-nothing' }, 'do-nothing'],
  ['oracle', { kind: 'oracle' }, 'oracle'],
  ['buy-and-hold', { kind: 'buy-and-hold' }, 'buy-and-hold'],
  ['rules', { kind: 'rules' }, 'rules'],
  [{ reference: 'rules' }, { kind: 'rules' }, 'rules'],
  [
    { reference: 'random-trader', seed: 7 },
    { kind: 'random-trader', seed: 7 },
    'random-trader (7)',
  ],
  [{ reference: 'random-trader' }, { kind: 'random-trader', seed: 0 }, 'random-trader (0)'],
  [
    { reference: 'noisy-oracle', accuracy: 0.8, seed: 2 },
    { kind: 'noisy-oracle', accuracy: 0.8, seed: 2 },
    'noisy-oracle (0.8)',
  ],
] as const;

describe('a reference agent of an experiment', () => {
  test.each(WRITTEN)('%j is resolved, named and not ranked', (written, spec, label) => {
    const agent = AgentInput.parse(written);
    if (typeof agent === 'string' || !('reference' in agent)) throw new Error('not a reference');
    expect(referenceAgent(agent)).toEqual(spec);
    expect(describeAgent(referenceAgent(agent))).toEqual({
      ...{ kind: spec.kind, label, reference: true },
    });
  });

  test.each([
    'random-trader',
    'stop-above-market',
    { reference: 'foresight' },
    { reference: 'rules', seed: 1 },
  ])('%j is refused', (written) => {
    expect(AgentInput.safeParse(written).success).toBe(false);
  });
});
