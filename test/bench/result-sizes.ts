import type { ArtifactStore } from '../../src/adapters/artifacts/artifact-store.ts';
import type { ResultsFolder } from '../../src/adapters/artifacts/results-folder.ts';
import type { StorageChoice } from '../../src/domain/suite/storage-choice.ts';
import { openRun } from '../../src/report/read-run.ts';
import { resultsText } from '../../src/report/results-text.ts';
import { storagePolicyOf } from '../../src/report/storage-policy.ts';
import type { RunName } from '../support/suite-bench.ts';

const ANSWERS = { storePredicted: true, storeQuestion: false, storeExpected: false };

/** By name: what of answers, questions and right answers results files hold. */
const CHOICES: Readonly<Record<string, StorageChoice | undefined>> = {
  'no answers': undefined,
  'answers cut at 200': { ...ANSWERS, truncate: true },
  'whole texts': { ...ANSWERS, storeQuestion: true, storeExpected: true, truncate: false },
};

/** Bytes of a run's results files under each storage choice. */
export async function resultSizes(
  store: ArtifactStore,
  { suite, runKey }: RunName,
  results: ResultsFolder,
): Promise<ReadonlyMap<string, number>> {
  const { configs } = await openRun(store, { suite, runKey, generatedAt: '' });
  const sizes = new Map<string, number>();
  for (const [name, choice] of Object.entries(CHOICES)) {
    let bytes = 0;
    for (const config of configs) {
      const text = resultsText(config, storagePolicyOf(choice), () => results.spool());
      for await (const part of text) bytes += Buffer.byteLength(part);
    }
    sizes.set(name, bytes);
  }
  return sizes;
}
