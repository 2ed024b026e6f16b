import { formatZodIssues } from '../../../contracts/format-issues.ts';
import {
  type ManifestEntry,
  ScenarioManifestSchema,
} from '../../../contracts/scenario-manifest.ts';
import { DatasetIntegrityError } from '../../../domain/errors.ts';

/** A scenario that a manifest lists. */
export interface ListedScenario {
  readonly id: string;
  /** An absolute URL, or a path relative to the manifest's folder. */
  readonly source: string;
  readonly sha256: string | undefined;
  /** What the manifest says of it. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

const URL_TEXT = /^https?:\/\//;

/**
 * What a manifest lists; entries without an id are left out, as in the original.
 * @param location of the manifest: URL or file
 * @throws DatasetIntegrityError naming manifest and key
 */
export function manifestScenarios(text: string, location: string): readonly ListedScenario[] {
  const value = parseJson(text, location);
  const parsed = ScenarioManifestSchema.safeParse(value);
  if (!parsed.success) {
    const source = { schema: ScenarioManifestSchema, value };
    throw new DatasetIntegrityError(formatZodIssues(location, parsed.error, source));
  }
  const { base_url, base_uri, scenarios, data = [] } = parsed.data;
  const base = base_url ?? base_uri ?? (URL_TEXT.test(location) ? folderOf(location) : undefined);
  return (scenarios ?? data).flatMap((entry, index) => {
    const id = entry.id || entry.scenario_id || entry.name;
    if (!id) return [];
    refuseUnsafeId(id, `${location}: scenarios[${index}]`);
    const source = joined(base, referenceOf(entry) ?? `${id}/market_data.json`);
    return [{ id, source, sha256: hashOf(entry)?.toLowerCase(), metadata: metadataOf(entry, id) }];
  });
}

function parseJson(text: string, location: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatasetIntegrityError(`${location} is not JSON: ${reason}`, {}, { cause: error });
  }
}

const folderOf = (url: string): string => url.slice(0, url.lastIndexOf('/') + 1);

const referenceOf = ({ url, artifact }: ManifestEntry): string | undefined =>
  url ?? (typeof artifact === 'string' ? artifact : artifact?.url);

const hashOf = ({ sha256, artifact_sha256, artifact }: ManifestEntry): string | undefined =>
  sha256 ?? artifact_sha256 ?? (typeof artifact === 'object' ? artifact.sha256 : undefined);

function joined(base: string | undefined, reference: string): string {
  if (base === undefined || URL_TEXT.test(reference)) return reference;
  const folder = base.endsWith('/') ? base : `${base}/`;
  return URL_TEXT.test(folder) ? new URL(reference, folder).href : `${folder}${reference}`;
}

/** Ids become folders of the cache. */
function refuseUnsafeId(id: string, place: string): void {
  if (!/[/\\\0]/.test(id) && !id.startsWith('.')) return;
  throw new DatasetIntegrityError(
    `${place}: id ${JSON.stringify(id)} would leave the cache folder: use no slash, and no dot at its start`,
  );
}

function metadataOf(entry: ManifestEntry, id: string): Readonly<Record<string, unknown>> {
  if (entry.metadata !== undefined) return entry.metadata;
  const { name = id, description, exchange, timeframe, period, source } = entry;
  const facts = { name, description, exchange, timeframe, period, source };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => Boolean(value)));
}
