import { readCatalog } from '../../adapters/datasets/hub/hub-folder.ts';
import { verifyDataset } from '../../adapters/datasets/hub/verify-dataset.ts';
import { type Command, EXIT } from '../context.ts';
import { catalogDataset } from '../dataset/catalog-dataset.ts';
import { megabytes } from '../dataset/fetch-display.ts';
import { writeJson, writeLine } from '../output.ts';

/** Reads every downloaded file again. Exit code 1 when one is not what was fetched first. */
export const verifyDatasetCommand: Command<object> = async ([id], _options, context) => {
  const { settings, stdout, json } = context;
  const chosen =
    id === undefined
      ? await readCatalog(settings.configRoot)
      : [await catalogDataset(id, settings)];
  const verified = await Promise.all(
    chosen.map(async (dataset) => ({
      id: dataset.id,
      ...(await verifyDataset(dataset, settings.cacheDir)),
    })),
  );
  if (json) {
    writeJson(stdout, {
      datasets: verified.map(({ commit, ...facts }) => ({ commit: commit ?? null, ...facts })),
    });
  } else {
    for (const { id: name, commit, files, bytes, problems } of verified) {
      const what =
        commit === undefined
          ? 'not fetched'
          : `${files} files, ${megabytes(bytes)} MB at ${commit.slice(0, 12)}, ${problems.length === 0 ? 'all as fetched' : `${problems.length} not as fetched`}`;
      writeLine(stdout, `${name}: ${what}`);
      for (const problem of problems) writeLine(stdout, `  ${problem}`);
      if (problems.length > 0)
        writeLine(stdout, `  remove them and run "durabench dataset fetch ${name}"`);
    }
  }
  return verified.every(({ problems }) => problems.length === 0) ? EXIT.ok : EXIT.runFailed;
};
