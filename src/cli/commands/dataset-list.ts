import { hubFolder, readCatalog, readLock } from '../../adapters/datasets/hub/hub-folder.ts';
import { type Command, EXIT } from '../context.ts';
import { megabytes } from '../dataset/fetch-display.ts';
import { alignColumns, writeJson, writeLine } from '../output.ts';

/** The datasets of the catalogue, their licences, and what of them is in the cache. */
export const listDatasetsCommand: Command<object> = async (_args, _options, context) => {
  const { settings, stdout, json } = context;
  const catalog = await readCatalog(settings.configRoot);
  const datasets = await Promise.all(
    catalog.map(async (dataset) => {
      const lock = await readLock(hubFolder(settings.cacheDir, dataset));
      const { id, repository, revision, licence, note, files } = dataset;
      const cached = Object.values(lock?.files ?? {});
      return {
        ...{ id, repository, revision, commit: lock?.commit ?? null, licence, note: note ?? null },
        fetched: Object.keys(lock?.names ?? {}).sort(),
        names: files.map(({ name }) => name),
        files: cached.length,
        bytes: cached.reduce((total, { bytes }) => total + bytes, 0),
      };
    }),
  );
  if (json) {
    writeJson(stdout, { datasets });
    return EXIT.ok;
  }
  const rows = datasets.map((each) => [
    ...[each.id, each.repository, each.commit?.slice(0, 12) ?? each.revision],
    `${each.fetched.length}/${each.names.length} tables, ${megabytes(each.bytes)} MB`,
    each.licence,
  ]);
  const header = ['dataset', 'repository', 'revision', 'in the cache', 'licence'];
  for (const line of alignColumns([header, ...rows])) writeLine(stdout, line);
  for (const { id, note } of datasets) if (note !== null) writeLine(stdout, `${id}: ${note}`);
  return EXIT.ok;
};
