import type { ArtifactStore } from '../adapters/artifacts/artifact-store.ts';
import { runRoot } from '../domain/suite/artifact-keys.ts';
import type { RunIdentity } from './run-reference.ts';

/**
 * The number of the next resume: 1 for the first. Generations, the first start's included, are
 * recorded when they begin work; one that was closed before has only its workflow id, which must
 * not be used twice either.
 */
export async function nextGeneration(
  store: ArtifactStore,
  { suite, runKey }: RunIdentity,
  workflowIds: readonly string[],
): Promise<number> {
  const recorded = await store.list(`${runRoot(suite, runKey)}/generations/`);
  const resumes = workflowIds.map((id) => Number(/\/resume-(\d+)$/.exec(id)?.[1] ?? 0));
  return Math.max(1, recorded.length, 1 + Math.max(0, ...resumes));
}
