import type { z } from 'zod';
import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { findJson, getSizedJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../src/contracts/config-run.ts';
import { StoredScenarioSchema } from '../src/contracts/market.ts';
import {
  type ArtifactRef,
  type DeploymentRecord,
  DeploymentRecordSchema,
  type Manifest,
  ManifestSchema,
  type Outcome,
  OutcomeSchema,
} from '../src/contracts/records.ts';
import { SliceSchema } from '../src/contracts/task-record.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import { ArtifactError } from '../src/domain/errors.ts';
import type { CryptoSource } from '../src/domain/market/crypto-source.ts';
import type { Scenario } from '../src/domain/market/scenario.ts';
import {
  configKeys,
  configRoot,
  roundKeys,
  serverKeys,
} from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import type { ConfigScope, PendingTask, RunScope } from './contract.ts';

/**
 * Stored bytes of the immutable artifacts that are kept parsed, for every task of a shard reads its
 * slice; in memory they take two to three times as much. Room for the slices of all open shards.
 */
const CACHED_BYTES_MAX = 12_000_000;

interface Cached {
  readonly value: Promise<unknown>;
  /** 0 until it has been read. */
  bytes: number;
}

/** Reads the records of runs. One per worker, so that 50 tasks parse their slice once. */
export class RunRecords {
  readonly store: ArtifactStore;
  /** The least recently used first. */
  readonly #cache = new Map<string, Cached>();
  #cachedBytes = 0;

  constructor(store: ArtifactStore) {
    this.store = store;
  }

  configRun({ config }: ConfigScope): Promise<ConfigRun> {
    return this.#cached(config.sha256, config, ConfigRunSchema);
  }

  find<Schema extends z.ZodType>(
    key: string,
    schema: Schema,
  ): Promise<z.output<Schema> | undefined> {
    return findJson(this.store, key, schema);
  }

  manifest(configDir: string): Promise<Manifest> {
    const key = configKeys(configDir).manifest;
    return this.#cached(key, key, ManifestSchema);
  }

  async sliceTasks(configDir: string, slice: number): Promise<readonly Task[]> {
    const ref = (await this.manifest(configDir)).slices[slice];
    if (ref === undefined) throw new ArtifactError(`${configDir} has no slice ${slice}`);
    return (await this.#cached(ref.sha256, ref, SliceSchema)).tasks;
  }

  /** @throws ArtifactError when the slice does not hold the task at its position. */
  async task(configDir: string, slice: number, { position, taskId }: PendingTask): Promise<Task> {
    const task = (await this.sliceTasks(configDir, slice))[position];
    if (task?.id === taskId) return task;
    throw new ArtifactError(`${configDir}: slice ${slice} has no task "${taskId}" at ${position}`);
  }

  /** The stored copy of a scenario: large, and shared by all episodes that trade it. */
  scenario({ scenario: { key, sha256 } }: CryptoSource): Promise<Scenario> {
    return this.#cached(sha256, key, StoredScenarioSchema);
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
      serverKeys(configRoot(scope.scope.root, configId), scope.scope.phase).deployments,
    );
    const latest = keys.at(-1);
    if (latest === undefined) return undefined;
    // A state's record never changes; a new state has a key of its own.
    return this.#cached(latest, latest, DeploymentRecordSchema);
  }

  /** `name` stands for immutable content: a hash, or a key written once. */
  #cached<Schema extends z.ZodType>(
    name: string,
    key: string | ArtifactRef,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const known = this.#cache.get(name);
    const entry = known ?? this.#read(name, key, schema);
    this.#cache.delete(name);
    this.#cache.set(name, entry);
    return entry.value as Promise<z.output<Schema>>;
  }

  #read(name: string, key: string | ArtifactRef, schema: z.ZodType): Cached {
    const reading = getSizedJson(this.store, key, schema);
    const entry: Cached = { value: reading.then(({ value }) => value), bytes: 0 };
    reading.then(
      ({ bytes }) => this.#weigh(name, entry, bytes),
      () => this.#cache.delete(name),
    );
    return entry;
  }

  #weigh(name: string, entry: Cached, bytes: number): void {
    // It may have had to go while it was read.
    if (this.#cache.get(name) !== entry) return;
    entry.bytes = bytes;
    this.#cachedBytes += bytes;
    for (const [oldestName, oldest] of this.#cache) {
      if (this.#cachedBytes <= CACHED_BYTES_MAX || oldest === entry) return;
      this.#cache.delete(oldestName);
      this.#cachedBytes -= oldest.bytes;
    }
  }
}

/** Whether a task is still to run: it has no outcome in this round, and none before that lasts. */
export const isPending = (
  latest: Outcome | undefined,
  { round, reasons = [], regrade }: Pick<RunScope, 'round' | 'reasons' | 'regrade'>,
): boolean => {
  if (regrade !== undefined) return isRegradable(latest, round, regrade);
  return (
    latest === undefined ||
    (latest.round < round && isRepeatable(latest.score) && isWanted(latest.score, reasons))
  );
};

/** Replies that a judge has graded, or failed to; or all, when the rules are applied again. */
function isRegradable(
  latest: Outcome | undefined,
  round: number,
  regrade: NonNullable<RunScope['regrade']>,
): boolean {
  if (latest === undefined || latest.round >= round) return false;
  // Decisions of a market are stored as well: the engine plays them again, if none is missing.
  if (latest.reply === undefined) {
    return regrade === 'rules' && latest.dataset === 'crypto' && latest.score.kind !== 'unscored';
  }
  return regrade === 'rules' || latest.judged !== undefined || isJudgeFailure(latest.score);
}

/** The judge failed, and the reply is as good as it was. */
export const isJudgeFailure = (score: Outcome['score']): boolean =>
  score.kind === 'unscored' && ['judge-unavailable', 'judge-invalid'].includes(score.reason);

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
