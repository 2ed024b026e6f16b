import { z } from 'zod';

const Text = z.string().min(1);
const Artifact = z.union([Text, z.object({ url: Text.optional(), sha256: Text.optional() })]);

/** A scenario of a manifest. Keys beyond these are allowed, as in the original. */
const Entry = z.object({
  id: z.string().optional(),
  scenario_id: z.string().optional(),
  name: z.string().optional(),
  url: Text.optional(),
  artifact: Artifact.optional(),
  sha256: Text.optional(),
  artifact_sha256: Text.optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  description: z.string().optional(),
  exchange: z.string().optional(),
  timeframe: z.string().optional(),
  period: z.unknown().optional(),
  source: z.string().optional(),
});
export type ManifestEntry = z.infer<typeof Entry>;

/** The original's list of scenarios to download. */
export const ScenarioManifestSchema = z
  .object({
    base_url: Text.optional(),
    base_uri: Text.optional(),
    scenarios: z.array(Entry).optional(),
    data: z.array(Entry).optional(),
  })
  .refine(({ scenarios, data }) => scenarios !== undefined || data !== undefined, {
    message: 'a manifest lists its scenarios under "scenarios" or "data"',
  });

/** `.cache.json` beside a downloaded scenario. */
export const CacheNoteSchema = z.object({
  scenario_id: z.string(),
  /** ISO 8601. */
  downloaded_at: z.string(),
  source: z.string(),
  /** Of the artifact; not in notes of the original. */
  sha256: z.string().optional(),
});
