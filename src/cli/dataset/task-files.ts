import type { HubRepository } from '../../adapters/datasets/hub/hub-files.ts';
import { readRows } from '../../adapters/datasets/rows/read-rows.ts';
import { GdpvalRowSchema } from '../../contracts/dataset-rows.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { suggestion } from '../../domain/suggestion.ts';

/**
 * Paths of the files that GDPval tasks come with; of all tasks, or of those whose id, occupation or
 * sector is named. @throws ConfigurationError for a name that no task has.
 */
export async function taskFiles(
  repository: HubRepository,
  only: readonly string[],
): Promise<readonly string[]> {
  const tables = await Promise.all(
    (repository.named('tasks') ?? []).map(async ({ path, read }) => ({
      file: path,
      bytes: await read(),
    })),
  );
  const rows = await readRows(tables, GdpvalRowSchema);
  const labelled = rows.map((row) => ({
    labels: [row.task_id, row.occupation, row.sector].flatMap((label) => label ?? []),
    paths: row.reference_files ?? [],
  }));
  const known = [...new Set(labelled.flatMap(({ labels }) => labels))];
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ConfigurationError(
      `--only: no task has the id, occupation or sector "${unknown}"${suggestion(unknown, known)}`,
    );
  }
  const chosen = labelled.filter(
    ({ labels }) => only.length === 0 || labels.some((label) => only.includes(label)),
  );
  return [...new Set(chosen.flatMap(({ paths }) => paths))];
}
