import { z } from 'zod';
import { SecretReference } from '../secret-reference.ts';
import { flag, limit, numeric } from '../written-values.ts';
import { DATASET_SHARE, NAMES } from './dataset-share.ts';

const decimal = numeric(z.number());
const wholeFrom = (least: number) => numeric(z.int().min(least));
const slippage = numeric(z.number().min(0));

/** How an episode is traded and scored. */
const CryptoEvaluation = z.strictObject({
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
});

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

export const CryptoDataset = z.strictObject({
  type: z.literal('crypto'),
  ...DATASET_SHARE,
  path: z.string().min(1).default('data/crypto/scenarios'),
  remote_manifest: z.string().nullish(),
  cache_dir: z.string().nullish(),
  cache_ttl_hours: wholeFrom(0).default(24),
  download_on_missing: flag.default(true),
  scenarios: NAMES.nullish(),
  limit,
  max_steps: wholeFrom(0).nullish(),
  /** Every how many bars the agent is asked. */
  stride: wholeFrom(1).default(1),
  evaluation: CryptoEvaluation.prefault({}),
  ...MARKET_DATABASE,
});
