import { z } from 'zod';
import { AGENT_ERROR_CAUSES } from '../domain/errors.ts';
import type { CryptoSource } from '../domain/market/crypto-source.ts';
import { ACTIONS } from '../domain/market/decision.ts';
import { type EpisodePlan, MODES } from '../domain/market/episode-plan.ts';
import type { EpisodeMetrics, EpisodeResult } from '../domain/market/episode-result.ts';
import type { MarketScore } from '../domain/market/market-score.ts';
import type { MarketState, Scenario } from '../domain/market/scenario.ts';
import type { TradingSettings } from '../domain/market/trading-settings.ts';
import { PROFILES } from '../domain/scoring/profile.ts';

export const TradingSettingsSchema = z.strictObject({
  initialBalance: z.number(),
  maxLeverage: z.number(),
  tradingFee: z.number(),
  priceNoiseLevel: z.number(),
  slippageRange: z.tuple([z.number(), z.number()]),
  adversarialInjectionRate: z.number(),
  decisionInterval: z.int().min(1),
  fundingIntervalHours: z.number(),
  seed: z.int().nullable(),
  scoreWeights: z.record(z.string(), z.number()),
  metricWeights: z.record(z.string(), z.number()),
  metaTransforms: z.array(z.string()),
  returnCap: z.number(),
  sharpeFloor: z.number(),
  sharpeCap: z.number(),
  drawdownCap: z.number(),
  winRateFloor: z.number(),
  winRateCap: z.number(),
  maskMarket: z.boolean(),
  randomAgents: z.int().min(0),
  failedDecisionsMax: z.number().min(0).max(1),
}) satisfies z.ZodType<TradingSettings>;

export const CryptoSourceSchema = z.strictObject({
  kind: z.literal('crypto'),
  scenarioId: z.string(),
  scenario: z.strictObject({ key: z.string(), sha256: z.string() }),
  timeframe: z.string().nullable(),
  maxSteps: z.int().min(1).nullable(),
  stride: z.int().min(1),
  settings: TradingSettingsSchema,
}) satisfies z.ZodType<CryptoSource>;

/** `scenarios/<sha256>.json`: the stored copy that episodes trade. */
export const StoredScenarioSchema = z.strictObject({
  schemaVersion: z.literal(1),
  timeframe: z.string().nullable(),
  // As written: what is wrong with a bar is the engines' to say.
  states: z.array(z.custom<MarketState>((value) => typeof value === 'object' && value !== null)),
}) satisfies z.ZodType<Scenario>;

/** JSON has no NaN and no infinities; the original computes both. They are stored as texts. */
const Extended = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);

export const writeExtended = (value: number): number | string =>
  Number.isFinite(value) ? value : String(value);

const EpisodePlanSchema = z.strictObject({
  id: z.string(),
  profile: z.enum(PROFILES),
  mode: z.enum(MODES),
  transform: z.string().exactOptional(),
  seed: z.int(),
}) satisfies z.ZodType<EpisodePlan>;

const Raised = z.strictObject({ type: z.string(), message: z.string() });

const MetricsSchema = z.strictObject({
  totalReturn: Extended,
  maxDrawdown: Extended,
  winRate: Extended,
  sharpe: Extended,
}) satisfies z.ZodType<EpisodeMetrics>;

/** `episodes/<id>/summary.json` */
export const EpisodeSummarySchema = z.strictObject({
  plan: EpisodePlanSchema,
  timeframe: z.string().nullable(),
  steps: z.array(z.int()),
  timestamps: z.array(z.string().nullable()),
  closes: z.array(Extended),
  positions: z.array(Extended),
  equity: z.array(Extended),
  fills: z.array(
    z.strictObject({
      step: z.int(),
      reason: z.enum(['order', 'close', 'stop_loss', 'take_profit', 'liquidation', 'final']),
      quantity: Extended,
      price: Extended,
      referencePrice: Extended,
      fee: Extended,
    }),
  ),
  funding: z.array(z.strictObject({ step: z.int(), rate: Extended, amount: Extended })),
  trades: z.array(
    z.strictObject({
      entryPrice: Extended,
      exitPrice: Extended,
      size: Extended,
      pnl: Extended,
      reason: z.string(),
    }),
  ),
  decisions: z.array(
    z.strictObject({
      step: z.int(),
      action: z.enum(ACTIONS),
      size: Extended,
      stopLoss: Extended.exactOptional(),
      takeProfit: Extended.exactOptional(),
      failure: z.string().exactOptional(),
      refused: z.string().exactOptional(),
    }),
  ),
  decisionErrors: z.int(),
  totals: z.strictObject({ fees: Extended, funding: Extended, realizedPnl: Extended }),
  metrics: MetricsSchema.nullable(),
  score: Extended.nullable(),
  raised: Raised.exactOptional(),
}) satisfies z.ZodType<EpisodeResult>;

const Range = z.strictObject({ low: z.number(), high: z.number() });

const SkillSchema = z.strictObject({
  agentReturn: z.number(),
  doNothingReturn: z.number(),
  buyAndHoldReturn: z.number(),
  passiveReturn: z.number(),
  excess: z.number(),
  random: z.strictObject({
    agents: z.int(),
    meanReturn: z.number(),
    lowReturn: z.number(),
    highReturn: z.number(),
  }),
  percentile: z.number().min(0).max(1),
  interval: Range,
  deflatedSharpe: z.number().nullable(),
});

/** `market.<profile>.json`: how a scenario came to its score. */
export const MarketScoreSchema = z.strictObject({
  final: Extended.nullable(),
  modes: z.array(z.strictObject({ mode: z.enum(MODES), score: Extended, weight: z.number() })),
  episodes: z.array(
    z.strictObject({
      episodeId: z.string(),
      score: Extended.nullable(),
      metrics: MetricsSchema.nullable(),
      decisionErrors: z.int(),
      skill: SkillSchema.exactOptional(),
    }),
  ),
  meta: z.strictObject({ average: Extended, dispersion: Extended }).nullable(),
  events: z.array(z.strictObject({ index: z.int(), type: z.string() })),
  buyAndHold: z.strictObject({ score: Extended, metrics: MetricsSchema }).nullable(),
  interval: Range.exactOptional(),
  raised: Raised.exactOptional(),
}) satisfies z.ZodType<MarketScore>;

/** `steps/<call>/failed.json`: why the agent made no decision. */
export const FailedDecisionSchema = z.strictObject({
  cause: z.enum(AGENT_ERROR_CAUSES),
  message: z.string(),
  at: z.iso.datetime(),
});
