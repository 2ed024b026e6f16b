import { z } from 'zod';
import { DATASET_TYPES, type Task } from '../domain/dataset/task.ts';
import {
  BizFinBenchSourceSchema,
  GdpvalSourceSchema,
  PrBenchSourceSchema,
  PublicCsvSourceSchema,
} from './judged-source.ts';
import { CryptoSourceSchema } from './market.ts';

const Tolerance = z.strictObject({ relative: z.number().min(0), absolute: z.number().min(0) });

const GoldSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('number'),
    value: z.number(),
    unit: z.enum(['percent', 'ratio', 'currency', 'years', 'count', 'none']),
    tolerance: Tolerance,
    formatted: z.string(),
  }),
  z.strictObject({ kind: z.literal('text'), formatted: z.string() }),
  z.strictObject({
    kind: z.literal('fields'),
    fields: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
    tolerance: Tolerance,
    formatted: z.string(),
  }),
]);

const OptionsSourceSchema = z.strictObject({
  kind: z.literal('options'),
  question: z.string(),
  answerText: z.string(),
  groundTruth: z.record(z.string(), z.json()),
  rubric: z.array(
    z.strictObject({
      name: z.string(),
      weight: z.number().nullable(),
      description: z.string().nullable(),
    }),
  ),
  ticker: z.string().nullable(),
});

const SyntheticSourceSchema = z.strictObject({
  kind: z.literal('synthetic'),
  formatted: z.string().nullable(),
  value: z.json(),
  components: z
    .array(
      z.strictObject({
        name: z.string().exactOptional(),
        description: z.string().exactOptional(),
        expected_value: z.json().exactOptional(),
        weight: z.number().exactOptional(),
      }),
    )
    .exactOptional(),
});

const taskFacts = {
  id: z.string().min(1),
  dataset: z.enum(DATASET_TYPES),
  category: z.string(),
  difficulty: z.enum(['easy', 'medium', 'hard', 'expert']),
  question: z.string().min(1),
  steps: z.array(z.string()),
  cluster: z.string().exactOptional(),
};

export const TaskSchema = z.union([
  z.strictObject({
    ...taskFacts,
    gold: GoldSchema,
    source: z
      .discriminatedUnion('kind', [
        OptionsSourceSchema,
        SyntheticSourceSchema,
        BizFinBenchSourceSchema,
      ])
      .exactOptional(),
  }),
  z.strictObject({
    ...taskFacts,
    gold: z.strictObject({ kind: z.literal('rubric'), formatted: z.string() }),
    source: z.discriminatedUnion('kind', [
      PrBenchSourceSchema,
      GdpvalSourceSchema,
      PublicCsvSourceSchema,
    ]),
  }),
  z.strictObject({
    ...taskFacts,
    gold: z.strictObject({ kind: z.literal('market'), formatted: z.string() }),
    source: CryptoSourceSchema,
  }),
]) satisfies z.ZodType<Task>;

/** Up to 50 whole tasks: what one shard works through. */
export const SliceSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tasks: z.array(TaskSchema).min(1).max(50),
});
export type Slice = z.infer<typeof SliceSchema>;
