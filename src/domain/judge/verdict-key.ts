import type { AskedTask } from '../dataset/task.ts';
import { sha256Of } from './judge-prompt.ts';

export interface VerdictFacts {
  readonly replySha256: string;
  /** Of all the judge is shown beside the reply, see `rubricSha256`. */
  readonly rubricSha256: string;
  readonly promptHash: string;
  readonly model: string;
}

/** Where a verdict is kept for the next run that asks the same judge the same. */
export const verdictKey = ({
  replySha256,
  rubricSha256,
  promptHash,
  model,
}: VerdictFacts): string => sha256Of({ replySha256, rubricSha256, promptHash, model });

/** Hash of the question, its material and the criteria or the reference answer. */
export const rubricSha256 = (
  { question, gold, source }: AskedTask,
  texts: readonly string[],
): string => sha256Of({ question, gold, source: source ?? null, texts });
