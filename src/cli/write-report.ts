import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { renderHtmlReport } from '../report/html-report.ts';
import { readRun } from '../report/read-run.ts';
import type { CliContext } from './context.ts';
import type { OpenedRun } from './stored-run.ts';

/** Writes the HTML report of a run and gives its path. */
export async function writeReport(
  { suite, runKey, store }: OpenedRun,
  { settings }: Pick<CliContext, 'settings'>,
  output?: string,
): Promise<string> {
  const report = await readRun(store, { suite, runKey, generatedAt: new Date().toISOString() });
  const path =
    output === undefined ? join(settings.resultsDir, `${suite}-${runKey}.html`) : resolve(output);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, renderHtmlReport(report));
  return path;
}
