import type { z } from 'zod';
import { getJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { mapBounded } from '../src/adapters/artifacts/map-bounded.ts';
import { GpuUsageRecordSchema } from '../src/contracts/gpu-usage-record.ts';
import { DeploymentRecordSchema } from '../src/contracts/records.ts';
import type { RepairRecord } from '../src/contracts/repair-record.ts';
import { gpuCount } from '../src/domain/deployment/telemetry/held-gpus.ts';
import { type GpuUse, sumUsage } from '../src/domain/deployment/telemetry/sum-usage.ts';
import type { ConfigRecords } from '../src/domain/leaderboard/config-report.ts';
import { heldSpans } from '../src/domain/leaderboard/held-spans.ts';
import type { RepairRemark } from '../src/domain/leaderboard/provenance-types.ts';
import { deploymentGeneration, serverKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun, DeploymentSpec } from '../src/domain/suite/config-run.ts';
import { readRepairs } from './repair-deployment.ts';
import type { RunRecords } from './run-records.ts';

interface Configured {
  readonly deployment?: DeploymentSpec;
  readonly deploymentId?: string;
}

interface ServerFacts {
  readonly repairs: readonly RepairRecord[];
  readonly usage?: GpuUse;
}

/** How the servers of a config, its own and its judge's, were repaired, and what they took. */
export async function readServerRecords(
  records: RunRecords,
  config: ConfigRun,
  configDir: string,
): Promise<Pick<ConfigRecords, 'repairs' | 'gpuUsage' | 'judgeGpuUsage'>> {
  const model = await readServer(records, serverKeys(configDir), config);
  const judge = await readServer(records, serverKeys(configDir, 'grade'), config.judge);
  return {
    repairs: [...remarks('model', model), ...remarks('judge', judge)],
    ...(model.usage && { gpuUsage: model.usage }),
    ...(judge.usage && { judgeGpuUsage: judge.usage }),
  };
}

async function readServer(
  { store }: RunRecords,
  keys: ReturnType<typeof serverKeys>,
  { deployment, deploymentId: configuredId }: Configured = {},
): Promise<ServerFacts> {
  if (deployment === undefined || configuredId === undefined) return { repairs: [] };
  const readAll = <Schema extends z.ZodType>(files: readonly string[], schema: Schema) =>
    mapBounded(files, (key) => getJson(store, key, schema));
  const repairs = await readRepairs(store, { keys, configuredId });
  const gpusOf = (id: string) =>
    gpuCount(repairs.find((repair) => repair.deploymentId === id)?.deployment ?? deployment);
  // Epochs begin anew with each generation: one that was terminated does not end in the next.
  const generations = Map.groupBy(await store.list(keys.deployments), deploymentGeneration);
  const changes = await Promise.all(
    [...generations.values()].map((files) => readAll(files, DeploymentRecordSchema)),
  );
  const measured = await readAll(await store.list(keys.usages), GpuUsageRecordSchema);
  const held = changes.flatMap((each) => heldSpans(each, gpusOf));
  const usage = sumUsage(measured, held);
  return { repairs, ...(usage && { usage }) };
}

const remarks = (
  server: RepairRemark['server'],
  { repairs }: ServerFacts,
): readonly RepairRemark[] =>
  repairs.map(({ step, deploymentId, at }) => ({ server, ...step, deploymentId, at }));
