import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema, SuiteRecordSchema } from '../src/contracts/config-run.ts';
import { formatZodIssues } from '../src/contracts/format-issues.ts';
import {
  ResumeInputSchema,
  StartFromFileSchema,
  type SuiteStart,
  SuiteStartSchema,
} from '../src/contracts/suite-input.ts';
import { ConfigurationError, DatasetIntegrityError } from '../src/domain/errors.ts';
import { configKeys, configRoot, runRoot, suiteKey } from '../src/domain/suite/artifact-keys.ts';
import { deriveRunKey } from '../src/temporal/names.ts';
import { planConfig } from './config-plan.ts';
import type { ConfigPlan, SuiteIdentity, SuitePlan } from './contract.ts';
import { failure } from './failures.ts';
import { claimGeneration, latestRound } from './generations.ts';
import { latestPlan } from './latest-plan.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import type { ConfigPorts } from './resolve-config-run.ts';
import { resolveConfigs } from './resolve-configs.ts';
import type { RunRecords } from './run-records.ts';

export interface PlanningPorts extends ConfigPorts {
  readonly records: RunRecords;
  /** Resolves `{file, experiment}` starts below the worker's experiments root. */
  readonly readExperiment: (file: string, experiment: string | undefined) => Promise<SuiteStart>;
  readonly storeId: string;
  readonly durabenchVersion: string;
}

/** Turns any input into a stored, fully resolved suite. @throws `InvalidInput` for all that users can mend. */
export async function resolveSuite(
  ports: PlanningPorts,
  input: unknown,
  identity: SuiteIdentity,
): Promise<SuitePlan> {
  try {
    if (isObject(input) && 'resumeFrom' in input) return await planResume(ports, input, identity);
    const start = await readStart(ports, input);
    return await planStart(ports, start, identity);
  } catch (error) {
    if (!(error instanceof ConfigurationError || error instanceof DatasetIntegrityError))
      throw error;
    throw failure('InvalidInput', error.message, { retryable: false });
  }
}

async function readStart(ports: PlanningPorts, input: unknown): Promise<SuiteStart> {
  if (!isObject(input) || !('file' in input)) return parse(SuiteStartSchema, input);
  const { file, experiment, runKey, holdMinutes } = parse(StartFromFileSchema, input);
  const start = await ports.readExperiment(file, experiment);
  return {
    ...start,
    ...(holdMinutes !== undefined && { holdMinutes }),
    ...(runKey !== undefined && { runKey }),
  };
}

async function planStart(
  ports: PlanningPorts,
  start: SuiteStart,
  identity: SuiteIdentity,
): Promise<SuitePlan> {
  const { records } = ports;
  refuseSecrets(start);
  const runKey =
    start.runKey ?? deriveRunKey(new Date(identity.startTime), identity.firstExecutionRunId);
  const root = runRoot(start.suite, runKey);
  // All are checked before anything is claimed: a bad last config must not leave half a run.
  const suitePorts = { ...ports, store: records.store };
  const name = { suite: start.suite, runKey };
  const resolutions = await resolveConfigs(suitePorts, start.configs, name);
  const resolved = resolutions.map((resolution) => {
    if (resolution.refusal !== undefined) throw resolution.refusal;
    return resolution.resolved;
  });
  const { generation, round } = await claimGeneration(records.store, root, identity, 'first');
  const configs: ConfigPlan[] = [];
  for (const { run, copies } of resolved) {
    for (const { key, read } of copies) {
      if (!(await records.store.has(key))) await records.store.putIfAbsent(key, await read());
    }
    const key = configKeys(configRoot(root, run.configId)).run;
    const { ref, created } = await putJson(records.store, key, run);
    // What an earlier attempt has stored counts: it may have known of other hosts.
    configs.push(
      planConfig(created ? run : await getJson(records.store, ref, ConfigRunSchema), ref),
    );
  }
  const record = {
    schemaVersion: 1,
    suite: start.suite,
    runKey,
    storeId: ports.storeId,
    durabenchVersion: ports.durabenchVersion,
    createdAt: identity.startTime,
    ...(start.description !== undefined && { description: start.description }),
    configs,
  };
  await putJson(records.store, suiteKey(root), record);
  const scope = { suite: start.suite, runKey, root, generation, round };
  return { scope, holdMs: (start.holdMinutes ?? 0) * 60_000, configs };
}

async function planResume(
  ports: PlanningPorts,
  input: unknown,
  identity: SuiteIdentity,
): Promise<SuitePlan> {
  const { records, storeId } = ports;
  const { suite, resumeFrom, only, reasons, holdMinutes } = parse(ResumeInputSchema, input);
  const root = runRoot(suite, resumeFrom);
  const record = await records.find(suiteKey(root), SuiteRecordSchema);
  if (record === undefined) {
    throw new ConfigurationError(
      `there is no run "${suite}/${resumeFrom}" to resume: "durabench status" lists runs`,
    );
  }
  if (record.storeId !== storeId) {
    throw new ConfigurationError(
      `run "${suite}/${resumeFrom}" belongs to artifact store ${record.storeId}, this worker has ${storeId}: use the same --root`,
    );
  }
  const configIds = record.configs.map(({ configId }) => configId);
  const last = await latestRound(records.store, root, configIds);
  const claimed = await claimGeneration(
    records.store,
    root,
    identity,
    only === 'missing' ? last : last + 1,
  );
  const scope = {
    ...{ suite, runKey: resumeFrom, root, ...claimed },
    ...(reasons && { reasons }),
    ...(only === 'judged' && { regrade: 'judge' as const }),
    ...(only === 'scored' && { regrade: 'rules' as const }),
  };
  const configs = await Promise.all(
    record.configs.map((config) => latestPlan(records.store, root, config)),
  );
  return { scope, holdMs: (holdMinutes ?? 0) * 60_000, configs };
}

function parse<
  Schema extends typeof SuiteStartSchema | typeof StartFromFileSchema | typeof ResumeInputSchema,
>(schema: Schema, value: unknown): ReturnType<Schema['parse']> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data as ReturnType<Schema['parse']>;
  throw new ConfigurationError(formatZodIssues('input', parsed.error, { schema, value }));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
