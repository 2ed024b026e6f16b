import type { AskFile } from '../src/adapters/a2a/agent-client.ts';
import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { baseName } from '../src/domain/dataset/gdpval/question.ts';
import type { AskedTask } from '../src/domain/dataset/task.ts';
import { wordingOf } from '../src/domain/dataset/wording.ts';
import type { RunProfile } from '../src/domain/scoring/profile.ts';

/** Content sent within one message; the text of what lies beyond is in the question all the same. */
const MESSAGE_BYTES_MAX = 10 * 1024 * 1024;

/**
 * The files that a question is sent with: where they are on the web, or else their content while
 * the message stays small enough. The original sends none.
 */
export async function askedFiles(
  { source }: AskedTask,
  profile: RunProfile,
  store: Pick<ArtifactStore, 'get'>,
): Promise<readonly AskFile[]> {
  if (source?.kind !== 'gdpval' || wordingOf(profile) === 'original') return [];
  const asked: AskFile[] = [];
  let bytes = 0;
  for (const { name, mediaType, url, copy } of source.files) {
    const file = { name: baseName(name), mediaType };
    if (url !== null) {
      asked.push({ ...file, content: { url } });
    } else if (copy !== null && bytes + copy.bytes <= MESSAGE_BYTES_MAX) {
      bytes += copy.bytes;
      asked.push({ ...file, content: { bytes: await store.get(copy.key) } });
    }
  }
  return asked;
}
