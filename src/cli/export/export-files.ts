import { zipArchive } from '../../adapters/archive/zip-archive.ts';
import type { StorageChoice } from '../../domain/suite/storage-choice.ts';
import { buildInspectLog } from '../../report/inspect/inspect-log.ts';
import { buildResultsFile, exportName, resultsFileName } from '../../report/results-file.ts';
import type { RunReport } from '../../report/run-report.ts';
import { storagePolicyOf } from '../../report/storage-policy.ts';
import { renderTaskCsv } from '../../report/task-csv.ts';
import { buildTaskTable } from '../../report/task-table.ts';
import type { ExportFormat } from './export-formats.ts';

/** A file to be written into the export's folder. */
export interface ExportFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * The files of a run in a format, one at a time: all of them at once may not fit into memory.
 * Without a choice of its own, every config's holds.
 */
export async function* exportFiles(
  run: RunReport,
  format: ExportFormat,
  choice: StorageChoice | undefined,
): AsyncGenerator<ExportFile> {
  switch (format) {
    case 'json':
      for (const config of run.configs) {
        const policy = storagePolicyOf(choice ?? config.storage);
        const text = JSON.stringify(buildResultsFile(config, policy), undefined, 2);
        yield { name: resultsFileName(config.report), content: `${text}\n` };
      }
      return;
    case 'csv':
      yield { name: `${run.suite}-${run.runKey}.csv`, content: renderTaskCsv(buildTaskTable(run)) };
      return;
    case 'parquet': {
      // Loaded when needed: it brings a database of 70 MB.
      const { parquetFile } = await import('../../adapters/parquet/parquet-file.ts');
      const content = await parquetFile(buildTaskTable(run));
      yield { name: `${run.suite}-${run.runKey}.parquet`, content };
      return;
    }
    case 'inspect':
      for (const config of run.configs) {
        const name = `${exportName(config.report)}.eval`;
        yield { name, content: zipArchive(buildInspectLog(config)) };
      }
      return;
  }
}
