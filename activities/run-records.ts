import type { z } from 'zod';
import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { findJson, getJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../src/contracts/config-run.ts';
import { StoredScenarioSchema } from '../src/contracts/market.ts';
import {
  type DeploymentRecord,
  DeploymentRecordSchema,
  type Manifest,
  ManifestSchema,
  type Outcome,
  OutcomeSchema,
  SliceSchema,
} from '../src/contracts/records.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import { ArtifactError } from '../src/domain/errors.ts';
import type { CryptoSource } from '../src/domain/market/crypto-source.ts';
import type { Scenario } from '../src/domain/market/scenario.ts';
import { configKeys, configRoot, roundKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import type { ConfigScope, PendingTask, RunScope } from './contract.ts';

/** Immutable artifacts read by every task of a shard; parsed once. */
const CACHED_MAX = 128;

/** Reads the records of runs. One per worker, so that 50 tasks parse their slice once. */
export class RunRecords {
  readonly store: ArtifactStore;
  readonly #parsed = new Map<string, Promise<unknown>>();

  constructor(store: ArtifactStore) {
    this.store = store;
  }

  configRun({ config }: ConfigScope): Promise<ConfigRun> {
    return this.#cached(config.sha256, () => getJson(this.store, config, ConfigRunSchema));
  }

  find<Schema extends z.ZodType>(
    key: string,
    schema: Schema,
  ): Promise<z.output<Schema> | undefined> {
    return findJson(this.store, key, schema);
  }

  manifest(configDir: string): Promise<Manifest> {
    const key = configKeys(configDir).manifest;
    return this.#cached(key, () => getJson(this.store, key, ManifestSchema));
  }

  async sliceTasks(configDir: string, slice: number): Promise<readonly Task[]> {
    const ref = (await this.manifest(configDir)).slices[slice];
    if (ref === undefined) throw new ArtifactError(`${configDir} has no slice ${slice}`);
    return (await this.#cached(ref.sha256, () => getJson(this.store, ref, SliceSchema))).tasks;
  }

  /** @throws ArtifactError when the slice does not hold the task at its position. */
  async task(configDir: string, slice: number, { position, taskId }: PendingTask): Promise<Task> {
    const task = (await this.sliceTasks(configDir, slice))[position];
    if (task?.id === taskId) return task;
    throw new ArtifactError(`${configDir}: slice ${slice} has no task "${taskId}" at ${position}`);
  }

  /** The stored copy of a scenario: large, and shared by all episodes that trade it. */
  scenario({ scenario: { key, sha256 } }: CryptoSource): Promise<Scenario> {
    return this.#cached(sha256, () => getJson(this.store, key, StoredScenarioSchema));
  }

  outcome(taskDir: string, round: number): Promise<Outcome | undefined> {
    return findJson(this.store, roundKeys(taskDir, round).outcome, OutcomeSchema);
  }

  /** The outcome of the latest round up to `round`: the one that counts. */
  async latestOutcome(taskDir: string, round: number): Promise<Outcome | undefined> {
    for (let at = round; at >= 0; at -= 1) {
      const outcome = await this.outcome(taskDir, at);
      if (outcome !== undefined) return outcome;
    }
    return undefined;
  }

  /** What is deployed for a config now, or undefined before the first deployment. */
  async deployment(scope: ConfigScope): Promise<DeploymentRecord | undefined> {
    const { configId } = await this.configRun(scope);
    const keys = await this.store.list(
      configKeys(configRoot(scope.scope.root, configId)).deployments,
    );
    const latest = keys.at(-1);
    if (latest === undefined) return undefined;
    // A state's record never changes; a new state has a key of its own.
    return this.#cached(latest, () => getJson(this.store, latest, DeploymentRecordSchema));
  }

  /** `name` stands for immutable content: a hash, or a key written once. */
  #cached<T>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.#parsed.get(name);
    if (known !== undefined) return known as Promise<T>;
    const reading = read();
    this.#parsed.set(name, reading);
    reading.catch(() => this.#parsed.delete(name));
    const [oldest] = this.#parsed.keys();
    if (this.#parsed.size > CACHED_MAX && oldest !== undefined) this.#parsed.delete(oldest);
    return reading;
  }
}

/** Whether a task is still to run: it has no outcome in this round, and none before that lasts. */
export const isPending = (
  latest: Outcome | undefined,
  { round, reasons = [] }: Pick<RunScope, 'round' | 'reasons'>,
): boolean =>
  latest === undefined ||
  (latest.round < round && isRepeatable(latest.score) && isWanted(latest.score, reasons));

const isWanted = (score: Outcome['score'], reasons: readonly string[]): boolean =>
  reasons.length === 0 || (score.kind !== 'scored' && reasons.includes(score.reason));

function isRepeatable(score: Outcome['score']): boolean {
  switch (score.kind) {
    case 'scored':
      return false;
    case 'failed':
      return true;
    case 'unscored':
      return score.retryable;
  }
}
