import type { ArtifactStore } from '../../adapters/artifacts/artifact-store.ts';
import { findJson, getJson } from '../../adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema, type SuiteRecord } from '../../contracts/config-run.ts';
import {
  type Manifest,
  ManifestSchema,
  type Outcome,
  OutcomeSchema,
} from '../../contracts/records.ts';
import { movedBecause } from '../../domain/deployment/lease/away-host.ts';
import { configKeys, configRoot, roundKeys } from '../../domain/suite/artifact-keys.ts';
import type { HostChange } from '../../domain/suite/config-run.ts';
import { addCounts, NO_TASKS, type TaskCounts } from '../../domain/suite/progress.ts';
import { latestRounds } from '../../report/latest-rounds.ts';

/** What is recorded of a config; it may still be running. */
export interface ConfigRecords {
  /** Absent before sampling. */
  readonly manifest: Manifest | undefined;
  /** Times every task is run. */
  readonly repeats: number;
  /** Of every repeat: the outcome that counts, of the latest round. */
  readonly outcomes: readonly Outcome[];
  /** Keys of the reports, the latest last. */
  readonly reports: readonly string[];
  /** From host to host, the latest last. */
  readonly moves: readonly HostChange[];
}

/** Files open at once; thousands would meet the limit of the process. */
const READS_AT_ONCE = 64;

export async function readConfigRecords(
  store: ArtifactStore,
  root: string,
  { configId, config }: SuiteRecord['configs'][number],
): Promise<ConfigRecords> {
  const dir = configRoot(root, configId);
  const keys = configKeys(dir);
  const [{ repeats }, manifest, recorded, reports, moved] = await Promise.all([
    getJson(store, config, ConfigRunSchema),
    findJson(store, keys.manifest, ManifestSchema),
    store.list(`${dir}/tasks/`),
    store.list(keys.reports),
    store.list(keys.moves),
  ]);
  const last = moved.at(-1);
  const { moves = [] } = last === undefined ? {} : await getJson(store, last, ConfigRunSchema);
  const outcomes = await readOutcomes(
    store,
    latestRounds(recorded).map(({ taskDir, round }) => roundKeys(taskDir, round).outcome),
  );
  return { manifest, repeats, outcomes, reports, moves };
}

async function readOutcomes(
  store: ArtifactStore,
  keys: readonly string[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let start = 0; start < keys.length; start += READS_AT_ONCE) {
    const batch = keys.slice(start, start + READS_AT_ONCE);
    outcomes.push(...(await Promise.all(batch.map((key) => getJson(store, key, OutcomeSchema)))));
  }
  return outcomes;
}

/** The counts that progress shows, taken from the records: of repeats, where tasks have several. */
export function countRecords({ manifest, repeats, outcomes }: ConfigRecords): TaskCounts {
  const planned: TaskCounts = {
    ...NO_TASKS,
    planned: repeats * (manifest?.tasks.length ?? 0),
  };
  return outcomes.reduce(
    (counts, { score, redundantCalls }) =>
      addCounts(counts, {
        ...NO_TASKS,
        [score.kind]: 1,
        correct: score.kind === 'scored' && score.correct ? 1 : 0,
        redundantCalls,
      }),
    planned,
  );
}

/** A line a move, for people. */
export const moveLines = ({ moves }: ConfigRecords): readonly string[] =>
  moves.map(({ from, to, waitedMs }) => movedBecause(from, to, waitedMs));
