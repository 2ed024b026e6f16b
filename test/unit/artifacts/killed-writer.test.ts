import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const WRITER = fileURLToPath(new URL('../../support/artifact-writer.ts', import.meta.url));
const KILLS = 8;

test('a writer killed at any moment leaves whole objects only, and others write on', async () => {
  const folder = temporaryDir();
  try {
    const store = createDirectoryStore(folder.path);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const writer = spawn(process.execPath, [WRITER, folder.path, `writer-${kill}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const gone = once(writer, 'exit');
      await once(writer.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, 7 * kill));
      writer.kill('SIGKILL');
      await gone;
    }
    const keys = await store.list('objects/');
    expect(keys.length).toBeGreaterThan(KILLS);
    for (const key of keys) {
      const object: unknown = JSON.parse(new TextDecoder().decode(await store.get(key)));
      expect(object).toMatchObject({ text: expect.stringMatching(/^(?:a whole object ){2000}$/) });
    }
    // Half-written drafts may be there; nobody stumbles over them.
    expect((await readdir(join(folder.path, '.tmp'))).length).toBeLessThanOrEqual(KILLS);
    expect(await store.putIfAbsent('objects/after', new Uint8Array([1]))).toMatchObject({
      created: true,
    });
  } finally {
    folder.remove();
  }
}, 30_000);
