import { z } from 'zod';
import type { BizFinBenchRow } from '../domain/dataset/bizfinbench/task-from-row.ts';
import type { GdpvalRow } from '../domain/dataset/gdpval/task-from-row.ts';
import type { PrBenchRow } from '../domain/dataset/prbench/task-from-row.ts';
import type { PublicCsvRow } from '../domain/dataset/public-csv/task-from-row.ts';

/** Lists and objects that a table of plain text writes as JSON. */
const structured = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => {
    if (typeof value !== 'string') return value;
    if (value.trim() === '') return null;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      return value;
    }
  }, schema);

const text = z.string().nullish();
const wholeNumber = z.preprocess(
  (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
  z.int().nullish(),
);

const Message = z.object({
  role: text,
  content: z
    .union([z.string(), z.array(z.union([z.string(), z.object({ type: text, text })]))])
    .nullish(),
});

export const BizFinBenchRowSchema = z.object({
  messages: structured(z.array(Message).nullish()),
  choices: structured(z.array(z.object({ message: Message.nullish() })).nullish()),
}) satisfies z.ZodType<BizFinBenchRow>;

const TURNS_MAX = 10;
const turns = Array.from({ length: TURNS_MAX }, (_, turn) => turn);
const references = structured(z.array(z.string().nullable()).nullish());

export const PrBenchRowSchema = z.object({
  task: text,
  turns: wholeNumber.refine((count) => (count ?? 1) >= 1 && (count ?? 1) <= TURNS_MAX, {
    message: `expected 1 to ${TURNS_MAX}`,
  }),
  field: text,
  topic: text,
  scratchpad: text,
  rubric: structured(
    z
      .array(z.object({ title: text, annotations: z.record(z.string(), z.unknown()).nullish() }))
      .nullish(),
  ),
  ...Object.fromEntries(
    turns.flatMap((turn) => [
      [`prompt_${turn}`, text],
      [`response_${turn}`, text],
      [`reference_texts_${turn}`, references],
    ]),
  ),
}) satisfies z.ZodType<PrBenchRow>;

const Names = structured(z.array(z.string()).nullish());

export const GdpvalRowSchema = z.object({
  task_id: text,
  sector: text,
  occupation: text,
  prompt: text,
  reference_files: Names,
  reference_file_urls: Names,
  rubric_json: structured(
    z
      .array(
        z.object({
          criterion: text,
          score: z.number().nullish(),
          required: z.boolean().nullish(),
        }),
      )
      .nullish(),
  ),
  rubric_pretty: text,
}) satisfies z.ZodType<GdpvalRow>;

export const PublicCsvRowSchema = z.object({
  Question: z.string().min(1),
  'Question Type': z.string(),
  Answer: text,
  'Expert time (mins)': z.union([z.string(), z.number()]).nullish(),
  Rubric: text,
}) satisfies z.ZodType<PublicCsvRow>;
