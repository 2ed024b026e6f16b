import { z } from 'zod';
import {
  GENERATED_BARS_MAX,
  GENERATED_COUNT_MAX,
  GENERATED_TIMEFRAMES,
} from '../../domain/market/generate/recipe.ts';
import { SecretReference } from '../secret-reference.ts';
import { flag, limit, numeric } from '../written-values.ts';
import { DATASET_SHARE, GENERATED, NAMES } from './dataset-share.ts';

const decimal = numeric(z.number());
const wholeFrom = (least: number) => numeric(z.int().min(least));
const slippage = numeric(z.number().min(0));

/** How an episode is traded and scored. */
export const CryptoEvaluation = z.strictObject({
  initial_balance: decimal.default(10_000),
  max_leverage: decimal.default(3),
  trading_fee: decimal.default(0.0004),
  price_noise_level: decimal.default(0.001),
  slippage_range: z
    .tuple([slippage, slippage])
    .refine(([least, most]) => least <= most, { message: 'give the smaller value first' })
    .default([0, 0]),
  adversarial_injection_rate: decimal.default(0.05),
  decision_interval: wholeFrom(1).default(1),
  funding_interval_hours: numeric(z.number().min(0)).default(8),
  seed: numeric(z.int()).nullish(),
  score_weights: z
    .record(z.string(), decimal)
    .default({ baseline: 0.4, noisy: 0.3, adversarial: 0.2, meta: 0.1 }),
  metric_weights: z
    .record(z.string(), decimal)
    .default({ sharpe: 0.3, total_return: 0.35, max_drawdown: 0.15, win_rate: 0.2 }),
  meta_transforms: NAMES.default(['identity', 'scale_1_1', 'invert_returns']),
  return_cap: decimal.default(0.5),
  sharpe_floor: decimal.default(-3),
  sharpe_cap: decimal.default(3),
  drawdown_cap: decimal.default(0.5),
  win_rate_floor: decimal.default(0.3),
  win_rate_cap: decimal.default(0.7),
  // No keys of the original; the corrected profile reads them.
  /** Hides real times and symbols from the agent. */
  mask_market: flag.default(true),
  /** Random agents that a score is measured against. */
  random_agents: wholeFrom(100).default(1000),
  /** Share of failed decisions above which an episode scores 0. */
  failed_decisions_max: numeric(z.number().min(0).max(1)).default(0.1),
});
export type CryptoEvaluation = z.infer<typeof CryptoEvaluation>;

/** Windows drawn from a database of candles. */
const MARKET_DATABASE = {
  pg_enabled: flag.default(false),
  pg_dsn: SecretReference.nullish(),
  pg_host: z.string().default('localhost'),
  pg_port: wholeFrom(1).default(5432),
  pg_dbname: z.string().default('market_data'),
  pg_user: z.string().default('postgres'),
  pg_password: SecretReference.nullish(),
  pg_ohlcv_table: z.string().default('market_data.candles_1m'),
  pg_funding_table: z.string().nullable().default('market_data.funding_rates'),
  hidden_seed_config: z.string().nullish(),
  window_count: wholeFrom(1).default(12),
  window_min_bars: wholeFrom(1).default(1440),
  window_max_bars: wholeFrom(1).default(10_080),
  symbols: NAMES.default(['BTCUSDT']),
  date_range_start: z.string().default('2020-01-01'),
  date_range_end: z.string().default('2025-12-31'),
};

/** Candles in files of exchanges; no keys of the original. */
const CANDLE_FILES = {
  /** Where the names of files do not say it. */
  symbol: z.string().min(1).optional(),
  timeframe: z
    .string()
    .regex(/^[1-9]\d*[mhd]$/, 'write whole minutes, hours or days, such as 1m, 4h or 1d')
    .optional(),
  funding_path: z.string().min(1).optional(),
  /** Cuts the candles into scenarios of this length; one scenario of all unless given. */
  bars: wholeFrom(1).optional(),
  /** Draws hidden windows from the candles, `window_count` of `symbols`, as the original does. */
  window_seed: numeric(z.int().min(0)).optional(),
};

const GeneratedScenarios = z.strictObject({
  seed: GENERATED.seed,
  count: numeric(z.int().min(1).max(GENERATED_COUNT_MAX)),
  bars: numeric(z.int().min(1).max(GENERATED_BARS_MAX)).optional(),
  /** Taken in turn. */
  timeframes: z.array(z.enum(GENERATED_TIMEFRAMES)).min(1).optional(),
});

/** Where the original keeps its scenarios, relative to its project. */
const CRYPTO_PATH_DEFAULT = 'data/crypto/scenarios';

const CryptoKeys = z.strictObject({
  type: z.literal('crypto'),
  ...DATASET_SHARE,
  /** A folder of scenarios, a scenario file, a file of candles or a folder of those. */
  path: z.string().min(1).optional(),
  generate: GeneratedScenarios.optional(),
  remote_manifest: z.string().nullish(),
  cache_dir: z.string().nullish(),
  cache_ttl_hours: wholeFrom(0).default(24),
  download_on_missing: flag.default(true),
  /** Names to take, or the set that this release brings. */
  scenarios: z.union([z.literal('shipped'), NAMES]).nullish(),
  limit,
  max_steps: wholeFrom(0).nullish(),
  /** Every how many bars one is kept. */
  stride: wholeFrom(1).default(1),
  evaluation: CryptoEvaluation.prefault({}),
  ...CANDLE_FILES,
  ...MARKET_DATABASE,
});
type CryptoKeys = z.infer<typeof CryptoKeys>;

export const CryptoDataset = CryptoKeys.refine((dataset) => sourcesNamed(dataset).length <= 1, {
  message:
    'take the scenarios from one place: "path", "generate", "remote_manifest" or "scenarios: shipped"',
})
  .refine(({ bars, window_seed }) => bars === undefined || window_seed === undefined, {
    message: 'cut the candles either by "bars" or into the hidden windows of "window_seed"',
  })
  .refine(({ window_min_bars, window_max_bars }) => window_min_bars <= window_max_bars, {
    message: 'give a window_min_bars that is not above window_max_bars',
  });
export type CryptoDataset = z.infer<typeof CryptoDataset>;

const sourcesNamed = ({ path, generate, remote_manifest, scenarios }: CryptoKeys) =>
  // The original keeps what it downloads in "path".
  [remote_manifest ?? path, generate, scenarios === 'shipped' ? scenarios : undefined].filter(
    (source) => source !== undefined && source !== null,
  );

/** The path that scenarios are read from; undefined when they come from elsewhere. */
export const scenarioPath = (dataset: CryptoDataset): string | undefined =>
  dataset.remote_manifest || dataset.generate || dataset.scenarios === 'shipped'
    ? undefined
    : (dataset.path ?? CRYPTO_PATH_DEFAULT);
