import { getJson } from '../adapters/artifacts/json-artifacts.ts';
import { ConfigReportSchema } from '../contracts/report.ts';
import type { ConfigReport } from '../domain/leaderboard/report-types.ts';
import { configKeys, configRoot } from '../domain/suite/artifact-keys.ts';
import type { OpenedRun } from './stored-run.ts';

/** The latest report of every config of a run that has one. */
export async function readLatestReports({
  store,
  root,
  configs,
}: Pick<OpenedRun, 'store' | 'root' | 'configs'>): Promise<readonly ConfigReport[]> {
  const reports = await Promise.all(
    configs.map(async ({ configId }) => {
      const key = (await store.list(configKeys(configRoot(root, configId)).reports)).at(-1);
      return key === undefined ? undefined : getJson(store, key, ConfigReportSchema);
    }),
  );
  return reports.filter((report) => report !== undefined);
}
