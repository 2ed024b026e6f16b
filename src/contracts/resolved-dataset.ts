import { z } from 'zod';
import {
  BIZFINBENCH_TASK_TYPES,
  COUNTERFACTUAL,
} from '../domain/dataset/bizfinbench/task-types.ts';
import type { StoredScenario } from '../domain/market/stored-scenario.ts';
import type { ResolvedDataset } from '../domain/suite/resolved-dataset.ts';
import { ReferenceFileSchema } from './judged-source.ts';
import { TradingSettingsSchema } from './market.ts';

const drawn = { limit: z.int(), shuffle: z.boolean(), weight: z.number() };
const generated = { source: z.literal('generated'), seed: z.int(), count: z.int(), ...drawn };
const stored = {
  source: z.literal('file'),
  path: z.string(),
  key: z.string(),
  sha256: z.string(),
  ...drawn,
};
const tables = {
  source: z.literal('tables'),
  origin: z.string(),
  licence: z.string().nullable(),
  tables: z.array(
    z.strictObject({ name: z.string(), file: z.string(), key: z.string(), sha256: z.string() }),
  ),
  ...drawn,
};
const TASK_TYPES = [...BIZFINBENCH_TASK_TYPES, COUNTERFACTUAL] as const;
const Wording = z.enum(['original', 'full']);
const names = z.array(z.string()).exactOptional();

const StoredScenarioRefSchema = z.strictObject({
  id: z.string(),
  key: z.string(),
  sha256: z.string(),
  timeframe: z.string().nullable(),
  bars: z.int().min(1),
}) satisfies z.ZodType<StoredScenario>;

export const ResolvedDatasetSchema = z.discriminatedUnion('type', [
  z.discriminatedUnion('source', [
    z.strictObject({ type: z.literal('synthetic'), ...generated, templates: names }),
    z.strictObject({ type: z.literal('synthetic'), ...stored }),
  ]),
  z.strictObject({ type: z.literal('public_csv'), ...stored }),
  z.discriminatedUnion('source', [
    z.strictObject({ type: z.literal('options'), ...generated, categories: names }),
    z.strictObject({ type: z.literal('options'), ...stored, categories: names }),
  ]),
  z.strictObject({
    type: z.literal('crypto'),
    source: z.literal('scenarios'),
    origin: z.string(),
    scenarios: z.array(StoredScenarioRefSchema),
    maxSteps: z.int().min(1).nullable(),
    stride: z.int().min(1),
    settings: TradingSettingsSchema,
    idSeed: z.int(),
    seed: z.int().exactOptional(),
    ...drawn,
  }),
  z.strictObject({
    type: z.literal('bizfinbench'),
    ...tables,
    slices: z.array(
      z.strictObject({ taskType: z.enum(TASK_TYPES), language: z.enum(['en', 'cn']) }),
    ),
  }),
  z.strictObject({
    type: z.literal('prbench'),
    ...tables,
    splits: z.array(z.string()),
    topics: names,
    referenceTexts: z.boolean(),
    wording: Wording,
  }),
  z.strictObject({
    type: z.literal('gdpval'),
    ...tables,
    sectors: names,
    occupations: names,
    referenceFiles: z.boolean(),
    references: z.array(ReferenceFileSchema),
    wording: Wording,
  }),
]) satisfies z.ZodType<ResolvedDataset>;
