import { expect, test } from 'vitest';
import { ConfigurationError } from '../../../src/domain/errors.ts';
import { planCorrectedEpisodes } from '../../../src/domain/market/corrected/plan-episodes.ts';
import type { TradingSettings } from '../../../src/domain/market/trading-settings.ts';
import { cryptoSource } from '../../support/markets.ts';

const idsOf = (settings: Partial<TradingSettings>) =>
  planCorrectedEpisodes(cryptoSource(settings), 'task').map(({ id }) => id);

test('each mode is an episode, the baseline first; identity is the baseline', () => {
  expect(idsOf({})).toEqual([
    'corrected-baseline',
    'corrected-noisy',
    'corrected-adversarial',
    'corrected-meta-1-scale_1_1',
    'corrected-meta-2-invert_returns',
  ]);
});

test('modes without weight are not played', () => {
  expect(idsOf({ scoreWeights: { baseline: 1, noisy: 0 } })).toEqual(['corrected-baseline']);
  expect(idsOf({ scoreWeights: { meta: 1 }, metaTransforms: ['scale_1_1'] })).toEqual([
    'corrected-meta-0-scale_1_1',
  ]);
});

test('a baseline without weight is played where identity needs it', () => {
  expect(idsOf({ scoreWeights: { meta: 1 }, metaTransforms: ['identity'] })).toEqual([
    'corrected-baseline',
  ]);
});

test.each([
  ['score_weights leaves no episode', { scoreWeights: {} }],
  ['score_weights leaves no episode', { scoreWeights: { meta: 1 }, metaTransforms: [] }],
  ['meta_transforms holds "rotate"', { metaTransforms: ['rotate'] }],
  ['initial_balance is 0', { initialBalance: 0 }],
  ['initial_balance is NaN', { initialBalance: Number.NaN }],
  ['max_leverage is -1', { maxLeverage: -1 }],
  ['trading_fee is 2', { tradingFee: 2 }],
  ['slippage_range is 0.9', { slippageRange: [0.1, 0.9] }],
  ['slippage_range is 0.2', { slippageRange: [0.2, 0.1] }],
  ['price_noise_level is Infinity', { priceNoiseLevel: Number.POSITIVE_INFINITY }],
  ['adversarial_injection_rate is 1.5', { adversarialInjectionRate: 1.5 }],
  ['decision_interval is 0', { decisionInterval: 0 }],
  ['random_agents is 10', { randomAgents: 10 }],
  ['score_weights.noisy is -1', { scoreWeights: { baseline: 1, noisy: -1 } }],
] as readonly (readonly [string, Partial<TradingSettings>])[])('%s: refused', (text, settings) => {
  expect(() => idsOf(settings)).toThrow(ConfigurationError);
  expect(() => idsOf(settings)).toThrow(text);
});

test('the seed comes from the scenario and the configuration, not from the task', () => {
  const [one] = planCorrectedEpisodes(cryptoSource({ seed: 1 }), 'first');
  const [other] = planCorrectedEpisodes(cryptoSource({ seed: 1 }), 'second');
  const [reseeded] = planCorrectedEpisodes(cryptoSource({ seed: 2 }), 'first');
  expect(one?.seed).toBe(other?.seed);
  expect(one?.seed).not.toBe(reseeded?.seed);
  expect(Number.isSafeInteger(one?.seed)).toBe(true);
});
