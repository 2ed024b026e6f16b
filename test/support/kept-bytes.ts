import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';

/** Every file below the folder, by its path inside it. */
export function readFolder(root: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(names.map((path) => [path.slice(root.length + 1), readFileSync(path)]));
}

/** All text in the histories of every workflow of a server, payloads decoded, by workflow id. */
export async function readHistories(address: string): Promise<ReadonlyMap<string, Buffer>> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const histories = new Map<string, Buffer>();
    for await (const { workflowId, runId } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      histories.set(workflowId, Buffer.from(textsIn(history).join('\n')));
    }
    return histories;
  } finally {
    await connection.close();
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)]);
}

/** The text itself, and what base64 makes of it at each of the three places it may begin. */
export function spellingsOf(text: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from('-'.repeat(offset) + text).toString('base64');
    // Only characters that hold nothing but the text.
    const start = Math.ceil((offset * 8) / 6);
    return encoded.slice(start, Math.floor(((offset + text.length) * 8) / 6));
  });
  return [text, ...inBase64];
}

/** Names of those that hold one of the texts. */
export const holding = (
  kept: ReadonlyMap<string, Buffer>,
  texts: readonly string[],
): readonly string[] =>
  [...kept].flatMap(([name, bytes]) => (texts.some((text) => bytes.includes(text)) ? [name] : []));
