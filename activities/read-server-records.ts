import { getJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { mapBounded } from '../src/adapters/artifacts/map-bounded.ts';
import { GpuUsageRecordSchema } from '../src/contracts/gpu-usage-record.ts';
import { sumUsage } from '../src/domain/deployment/telemetry/sum-usage.ts';
import type { ConfigRecords } from '../src/domain/leaderboard/config-report.ts';
import type { RepairRemark } from '../src/domain/leaderboard/provenance-types.ts';
import { serverKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { readRepairs } from './repair-deployment.ts';
import type { RunRecords } from './run-records.ts';

type ServerFacts = Pick<ConfigRecords, 'repairs' | 'gpuUsage' | 'judgeGpuUsage'>;

/** How the servers of a config, its own and its judge's, were repaired, and what they took. */
export async function readServerRecords(
  records: RunRecords,
  config: ConfigRun,
  configDir: string,
): Promise<ServerFacts> {
  const model = serverKeys(configDir);
  const judge = serverKeys(configDir, 'grade');
  const gpuUsage = await usageOf(records, model);
  const judgeGpuUsage = await usageOf(records, judge);
  return {
    repairs: [
      ...(await remarks(records, 'model', { keys: model, configuredId: config.deploymentId })),
      ...(await remarks(records, 'judge', {
        ...{ keys: judge, configuredId: config.judge?.deploymentId },
      })),
    ],
    ...(gpuUsage && { gpuUsage }),
    ...(judgeGpuUsage && { judgeGpuUsage }),
  };
}

type Keys = ReturnType<typeof serverKeys>;

async function usageOf({ store }: RunRecords, { usages }: Keys) {
  const keys = await store.list(usages);
  return sumUsage(await mapBounded(keys, (key) => getJson(store, key, GpuUsageRecordSchema)));
}

async function remarks(
  { store }: RunRecords,
  server: RepairRemark['server'],
  { keys, configuredId }: { readonly keys: Keys; readonly configuredId: string | undefined },
): Promise<readonly RepairRemark[]> {
  if (configuredId === undefined) return [];
  const repairs = await readRepairs(store, { keys, configuredId });
  return repairs.map(({ step, deploymentId, at }) => ({ server, ...step, deploymentId, at }));
}
