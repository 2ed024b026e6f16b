import { z } from 'zod';
import { SAMPLING_STRATEGIES } from '../domain/sampling/sampling.ts';
import { BizFinBenchDataset } from './datasets/bizfinbench.ts';
import { CryptoDataset } from './datasets/crypto.ts';
import { GdpvalDataset } from './datasets/gdpval.ts';
import { OptionsDataset } from './datasets/options.ts';
import { PrBenchDataset } from './datasets/prbench.ts';
import { PublicCsvDataset } from './datasets/public-csv.ts';
import { SyntheticDataset } from './datasets/synthetic.ts';
import { SecretReference } from './secret-reference.ts';
import { flag, numeric } from './written-values.ts';

/** Every dataset of the original benchmark; `built-datasets.ts` says what of them cannot be run. */
const DatasetSchema = z.discriminatedUnion('type', [
  SyntheticDataset,
  OptionsDataset,
  BizFinBenchDataset,
  PrBenchDataset,
  CryptoDataset,
  GdpvalDataset,
  PublicCsvDataset,
]);

export const SamplingSchema = z.strictObject({
  strategy: z.enum(SAMPLING_STRATEGIES).default('stratified'),
  /** 0 means no limit. */
  total_limit: numeric(z.int().min(0)).nullable().default(null),
  /** null allows only draws that leave nothing to chance. */
  seed: numeric(z.int()).nullable().default(42),
  /** Shuffles datasets before their limits cut them, not after; no key of the original. */
  limit_after_shuffle: flag.default(false),
});

const JudgeSchema = z.strictObject({
  enabled: flag.nullish(),
  model: z.string().min(1).nullish(),
  temperature: numeric(z.number().min(0).max(2)).nullish(),
  api_base: z.url().nullish(),
  api_key: SecretReference.nullish(),
});

/** The original's eval YAML with all its keys. Unknown ones are errors, here unlike there. */
export const EvalConfigSchema = z.strictObject({
  name: z.string().min(1).default('FAB++ Evaluation'),
  version: z.string().optional(),
  datasets: z.array(DatasetSchema).min(1),
  sampling: SamplingSchema.prefault({}),
  /** Asks the follow-up question that the original asks when its caller says `conduct_debate`. */
  debate: flag.optional(),
  /** One agent call, end to end, in seconds. */
  timeout_seconds: numeric(z.int().min(1).max(21_600)).default(300),
  llm_eval: JudgeSchema.optional(),
});
export type EvalConfig = z.infer<typeof EvalConfigSchema>;
export type DatasetConfig = EvalConfig['datasets'][number];
