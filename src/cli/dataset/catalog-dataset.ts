import { readCatalog } from '../../adapters/datasets/hub/hub-folder.ts';
import type { HubDataset } from '../../contracts/hub-catalog.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { suggestion } from '../../domain/suggestion.ts';
import type { Settings } from '../../settings/settings.ts';

/** @throws ConfigurationError naming the datasets there are. */
export async function catalogDataset(id: string, { configRoot }: Settings): Promise<HubDataset> {
  const catalog = await readCatalog(configRoot);
  const dataset = catalog.find((each) => each.id === id);
  if (dataset !== undefined) return dataset;
  const ids = catalog.map((each) => each.id);
  throw new ConfigurationError(
    `there is no dataset "${id}" to fetch${suggestion(id, ids)}; config/datasets.yaml lists ${ids.join(', ')}`,
  );
}

/** The catalogue names to fetch. @throws ConfigurationError for one that does not exist. */
export function chosenNames({ id, files }: HubDataset, only: readonly string[]): readonly string[] {
  const names = files.map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ConfigurationError(
      `--only: ${id} has no "${unknown}"${suggestion(unknown, names)}; it has ${names.join(', ')}`,
    );
  }
  return only.length === 0 ? names : only;
}
