import { z } from 'zod';
import { WEIGHT_FORMATS } from '../../domain/deployment/plan/facts.ts';

const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'use lower-case letters, digits, ".", "_", "-"');
const HubName = z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name');
const Count = z.int().min(1);
const Source = z.string().min(1);

const CheckpointEntry = z.strictObject({
  id: Id,
  hf: HubName,
  format: z.enum(WEIGHT_FORMATS),
  bytes: Count,
  block: Count.optional(),
  /** Where `bytes` and `block` come from. */
  source: Source,
});

const AttentionEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('grouped'), kvHeads: Count, headSize: Count }),
  z.strictObject({
    kind: z.literal('latent'),
    kvRank: Count,
    ropeSize: Count,
    indexBytes: Count.optional(),
  }),
]);

const ParserNames = z.strictObject({
  tool: z.string().min(1).optional(),
  reasoning: z.string().min(1).optional(),
});

const ModelEntry = z.strictObject({
  id: Id,
  /** SPDX identifier, or the name of the licence. */
  licence: z.string().min(1),
  parameters: Count,
  context: Count,
  layers: Count,
  heads: Count,
  hidden: Count,
  ffn: Count,
  vocabulary: Count,
  attention: AttentionEntry,
  experts: z.strictObject({ active: Count, shared: z.int().min(0), ffn: Count }).optional(),
  checkpoints: z
    .array(CheckpointEntry)
    .min(1)
    .refine(hasUniqueIds, 'checkpoint ids must be unique'),
  parsers: z.strictObject({ vllm: ParserNames, 'tensorrt-llm': ParserNames }),
  smaller: Id.optional(),
  /** Where the numbers of the architecture come from. */
  source: Source,
});

/** `config/catalogue/models.yaml` */
export const ModelCatalogueSchema = z.strictObject({
  models: z.array(ModelEntry).refine(hasUniqueIds, 'model ids must be unique'),
});

function hasUniqueIds(entries: readonly { readonly id: string }[]): boolean {
  return new Set(entries.map(({ id }) => id)).size === entries.length;
}
