import type { z } from 'zod';
import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { mapBounded } from '../src/adapters/artifacts/map-bounded.ts';
import { DeploymentRecordSchema, type Outcome, OutcomeSchema } from '../src/contracts/records.ts';
import { type ServerProbe, ServerProbeSchema } from '../src/contracts/server-probe.ts';
import { summarizeConfig } from '../src/domain/leaderboard/config-report.ts';
import { passesGate } from '../src/domain/leaderboard/coverage.ts';
import type {
  RunEnvironment,
  ServerMeasurement,
} from '../src/domain/leaderboard/provenance-types.ts';
import type { TaskOutcome } from '../src/domain/leaderboard/records.ts';
import type { ConfigReport } from '../src/domain/leaderboard/report-types.ts';
import { configKeys, configRoot, serverKeys } from '../src/domain/suite/artifact-keys.ts';
import { type ConfigResult, NO_TASKS } from '../src/domain/suite/progress.ts';
import { countCalls } from './count-calls.ts';
import type { Aggregation } from './eval-contract.ts';
import { withHeartbeat } from './heartbeat.ts';
import { readServerRecords } from './read-server-records.ts';
import type { RunRecords } from './run-records.ts';

export interface AggregationPorts {
  readonly records: RunRecords;
  readonly environment: RunEnvironment;
}

/** Computes a config's report from its outcomes, stores it, and exports its results file. */
export async function aggregateConfig(
  { records, environment }: AggregationPorts,
  { scope, config: ref, manifest: manifestRef, startedAt, finishedAt, error }: Aggregation,
): Promise<ConfigResult> {
  const config = await records.configRun({ scope, config: ref });
  if (manifestRef === undefined) {
    // It failed before there was anything to report on.
    return {
      configId: config.configId,
      counts: NO_TASKS,
      publishable: false,
      ...(error && { error }),
    };
  }
  return withHeartbeat(async () => {
    const configDir = configRoot(scope.root, config.configId);
    const keys = configKeys(configDir);
    const { deployments, measured } = await readServer(records, serverKeys(configDir));
    const judgeServer = await readServer(records, serverKeys(configDir, 'grade'));
    const { outcomes, ...calls } = await readTasks(records, `${configDir}/tasks/`);
    const report: ConfigReport = {
      ...summarizeConfig({
        config,
        manifest: await records.manifest(configDir),
        outcomes,
        deployments,
        servers: measured,
        ...(judgeServer.deployments.length > 0 && { judgeServer }),
        ...(await readServerRecords(records, config, configDir)),
        round: scope.round,
        generation: scope.generation,
        environment,
        startedAt,
        finishedAt,
        ...(error !== undefined && { error }),
      }),
      ...calls,
    };
    const key = keys.report(scope.round, scope.generation);
    await putJson(records.store, key, report);
    return resultOf(report, key, error);
  });
}

async function readServer(records: RunRecords, keys: ReturnType<typeof serverKeys>) {
  const { store } = records;
  const probes = await readAll(records, await store.list(keys.probes), ServerProbeSchema);
  return {
    deployments: await readAll(records, await store.list(keys.deployments), DeploymentRecordSchema),
    measured: probes.flatMap(measurementOf),
  };
}

/** Of endpoints that others run only the list of models is known, which is reported elsewhere. */
function measurementOf({
  schemaVersion: _version,
  models: _models,
  firstTokensMs: _latency,
  ...measurement
}: ServerProbe): readonly ServerMeasurement[] {
  return measurement.firstTokenMs === undefined ? [] : [measurement];
}

interface RecordedTasks extends Pick<ConfigReport, 'intents' | 'redundantCalls'> {
  readonly outcomes: readonly TaskOutcome[];
}

/**
 * Calls are counted from the files, so that late ones and those of cut-off tasks are in it. Read
 * in the order of the keys: sums of costs come out the same to the last digit.
 */
async function readTasks(records: RunRecords, prefix: string): Promise<RecordedTasks> {
  const outcomes: TaskOutcome[] = [];
  let calls = { intents: 0, redundantCalls: 0 };
  for await (const keys of records.store.walk(prefix)) {
    const outcomeKeys = keys.filter((key) => key.endsWith('/outcome.json'));
    outcomes.push(...(await readAll(records, outcomeKeys, OutcomeSchema)).map(withoutTexts));
    const { intents, redundantCalls } = countCalls(keys);
    calls = {
      intents: calls.intents + intents,
      redundantCalls: calls.redundantCalls + redundantCalls,
    };
  }
  return { outcomes, ...calls };
}

/** What statistics are made of. The texts of 20,000 judges' verdicts do not fit into memory. */
const withoutTexts = ({ reply: _reply, score, compat, ...facts }: Outcome): TaskOutcome => ({
  ...facts,
  score: score.kind === 'scored' ? { ...score, feedback: '' } : { ...score, message: '' },
  ...(compat && { compat: compat.kind === 'scored' ? { ...compat, feedback: '' } : compat }),
});

function resultOf(report: ConfigReport, reportKey: string, error?: string): ConfigResult {
  const { planned, scored, failed, unscored } = report.coverage;
  return {
    configId: report.configId,
    counts: {
      planned,
      scored,
      failed,
      unscored,
      correct: report.accuracy?.correct ?? 0,
      redundantCalls: report.redundantCalls,
    },
    reportKey,
    ...(report.overall !== null && { overall: report.overall.percent }),
    publishable: passesGate(report),
    ...(error !== undefined && { error }),
  };
}

const readAll = <Schema extends z.ZodType>(
  { store }: RunRecords,
  keys: readonly string[],
  schema: Schema,
): Promise<readonly z.output<Schema>[]> => mapBounded(keys, (key) => getJson(store, key, schema));
