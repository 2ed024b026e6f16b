import { join, resolve } from 'node:path';
import { createResultsFolder } from '../../adapters/artifacts/results-folder.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { readRun } from '../../report/read-run.ts';
import { type Command, EXIT } from '../context.ts';
import { exportFiles } from '../export/export-files.ts';
import type { ExportFormat } from '../export/export-formats.ts';
import { type StorageOptions, storageChoice } from '../export/storage-options.ts';
import { writeJson, writeLine } from '../output.ts';
import { formatRun } from '../run-reference.ts';
import { openStoredRun } from '../stored-run.ts';

interface ExportOptions extends StorageOptions {
  readonly format?: ExportFormat;
  readonly output?: string;
}

/** Writes the results of a run for other programs; needs no server. */
export const exportCommand: Command<ExportOptions> = async (args, options, context) => {
  const { stdout, json, settings } = context;
  const { format = 'json' } = options;
  const choice = storageChoice(options, format);
  const { suite, runKey, store } = await openStoredRun(context, args[0] ?? 'latest');
  const run = await readRun(store, { suite, runKey, generatedAt: new Date().toISOString() });
  if (run.configs.length === 0) {
    throw new ConfigurationError(
      `no config of ${formatRun(run)} has a report yet: "durabench status" shows how far they are`,
    );
  }
  // Apart from the worker's results files, which an export with other options must not replace.
  const folder = createResultsFolder(
    options.output === undefined
      ? join(settings.resultsDir, `${suite}-${runKey}`)
      : resolve(options.output),
  );
  const paths: string[] = [];
  for await (const { name, content } of exportFiles(run, format, choice)) {
    paths.push(await folder.write(name, content));
  }
  if (json) writeJson(stdout, { paths });
  else for (const path of paths) writeLine(stdout, path);
  return EXIT.ok;
};
