import { z } from 'zod';
import type {
  BizFinBenchSource,
  GdpvalSource,
  PrBenchSource,
  PublicCsvSource,
  ReferenceFile,
} from '../domain/dataset/judged-source.ts';

const CriterionSchema = z.strictObject({
  text: z.string(),
  weightClass: z.string().nullable(),
  weight: z.number(),
});

export const BizFinBenchSourceSchema = z.strictObject({
  kind: z.literal('bizfinbench'),
  taskType: z.string(),
  language: z.enum(['en', 'cn']),
}) satisfies z.ZodType<BizFinBenchSource>;

export const PrBenchSourceSchema = z.strictObject({
  kind: z.literal('prbench'),
  split: z.string(),
  field: z.string(),
  topic: z.string(),
  turns: z.array(
    z.strictObject({
      role: z.enum(['user', 'assistant']),
      text: z.string(),
      references: z.array(z.string()),
    }),
  ),
  criteria: z.array(CriterionSchema),
  scratchpad: z.string(),
}) satisfies z.ZodType<PrBenchSource>;

export const ReferenceFileSchema = z.strictObject({
  name: z.string(),
  mediaType: z.string(),
  url: z.string().nullable(),
  copy: z.strictObject({ key: z.string(), sha256: z.string(), bytes: z.int().min(0) }).nullable(),
  text: z.strictObject({ key: z.string(), chars: z.int().min(0), cut: z.boolean() }).nullable(),
}) satisfies z.ZodType<ReferenceFile>;

export const GdpvalSourceSchema = z.strictObject({
  kind: z.literal('gdpval'),
  prompt: z.string(),
  sector: z.string(),
  occupation: z.string(),
  files: z.array(ReferenceFileSchema),
  criteria: z.array(CriterionSchema).nullable(),
}) satisfies z.ZodType<GdpvalSource>;

export const PublicCsvSourceSchema = z.strictObject({
  kind: z.literal('public_csv'),
  questionType: z.string(),
  expertMinutes: z.number(),
  answer: z.string(),
  items: z.array(
    z.strictObject({
      operator: z.string().nullable(),
      type: z.string().nullable(),
      text: z.string(),
    }),
  ),
}) satisfies z.ZodType<PublicCsvSource>;
