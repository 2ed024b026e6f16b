import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');

const CatalogFile = z.strictObject({
  /** What eval configs call it: a slice, a split, or `tasks`. */
  name: z.string().regex(/^[\w-]+$/, 'use letters, digits, "_" and "-"'),
  /** In the repository; `*` stands for any characters but "/". Several files follow by name. */
  path: z.string().regex(/^[^/\s][^\s]*$/, 'must be a path without spaces'),
  /** Of a path without `*`. */
  sha256: Sha256.optional(),
});

const CatalogDataset = z.strictObject({
  id: z.string().regex(/^[a-z0-9_-]+$/, 'use lower-case letters, digits, "_" and "-"'),
  /** `owner/name` on the Hugging Face hub. */
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
  /** A commit, or a branch that is locked to its commit when it is first fetched. */
  revision: z.string().min(1),
  /** SPDX identifier, or what else is known. */
  licence: z.string().min(1),
  note: z.string().min(1).optional(),
  files: z.array(CatalogFile).min(1),
});

/** `config/datasets.yaml`: datasets that are fetched, and on which terms. */
export const HubCatalogSchema = z.strictObject({
  datasets: z
    .array(CatalogDataset)
    .refine((all) => new Set(all.map(({ repository }) => repository)).size === all.length, {
      message: 'repositories must be unique',
    })
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
      message: 'dataset ids must be unique',
    }),
});
export type HubDataset = z.infer<typeof CatalogDataset>;

/** `lock.json` beside downloads: what was fetched first, and must be the same ever after. */
export const HubLockSchema = z.strictObject({
  schemaVersion: z.literal(1),
  repository: z.string(),
  revision: z.string(),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  /** Of every catalogue name that is there whole, its files in order. */
  names: z.record(z.string(), z.array(z.string())),
  /** By their paths in the repository. */
  files: z.record(z.string(), z.strictObject({ sha256: Sha256, bytes: z.int().min(0) })),
});
export type HubLock = z.infer<typeof HubLockSchema>;
