import type { ArtifactStore } from '../../adapters/artifacts/artifact-store.ts';
import { getJson } from '../../adapters/artifacts/json-artifacts.ts';
import { RepairRecordSchema } from '../../contracts/repair-record.ts';
import type { RepairRemark } from '../../domain/leaderboard/provenance-types.ts';
import { configRoot, serverKeys } from '../../domain/suite/artifact-keys.ts';
import { oneLine } from '../printable.ts';
import type { OpenedRun } from '../stored-run.ts';

export interface ConfigRepair extends RepairRemark {
  readonly configId: string;
}

/** Steps of the repair ladder in a run, config by config; also while it runs. */
export async function readRunRepairs({
  store,
  root,
  configs,
}: Pick<OpenedRun, 'store' | 'root'> & {
  readonly configs: readonly { readonly configId: string }[];
}): Promise<readonly ConfigRepair[]> {
  const repairs: ConfigRepair[] = [];
  for (const { configId } of configs) {
    const dir = configRoot(root, configId);
    for (const [server, keys] of [
      ['model', serverKeys(dir)],
      ['judge', serverKeys(dir, 'grade')],
    ] as const) {
      for (const repair of await readFolder(store, keys.repairs)) {
        repairs.push({ configId, server, ...repair });
      }
    }
  }
  return repairs;
}

async function readFolder(store: ArtifactStore, folder: string) {
  const keys = await store.list(folder);
  const records = await Promise.all(keys.map((key) => getJson(store, key, RepairRecordSchema)));
  return records.map(({ step, deploymentId, at }) => ({ ...step, deploymentId, at }));
}

/** One line a step: what changed, and why. */
export const repairLines = (repairs: readonly ConfigRepair[]): readonly string[] =>
  repairs.map(({ configId, server, from, to, why, cause }) =>
    oneLine(
      `repaired: ${configId}${server === 'judge' ? ' (judge)' : ''}: ${from} became ${to}, because ${why} (${cause})`,
    ),
  );
