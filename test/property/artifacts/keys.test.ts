import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { pathSegment } from '../../../src/domain/suite/artifact-keys.ts';
import { collect } from '../../support/collect.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const anyId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 });

test('any task id makes one path segment that every file system takes', () => {
  fc.assert(
    fc.property(anyId, (id) => {
      const segment = pathSegment(id);
      expect(segment).toMatch(/^[A-Za-z0-9_~!'()%-]{1,200}$/);
    }),
    { seed: 20261123, numRuns: 1_000 },
  );
});

test('different ids have different segments, however alike and long they are', () => {
  fc.assert(
    fc.property(anyId, anyId, fc.integer({ min: 0, max: 60 }), (one, other, repeats) => {
      const start = '财'.repeat(repeats);
      fc.pre(one !== other);
      expect(pathSegment(start + one)).not.toBe(pathSegment(start + other));
    }),
    { seed: 20261123, numRuns: 1_000 },
  );
});

test('a listing and a walk are what was put below the folder, sorted', async () => {
  const anySegment = fc.constantFrom('a', 'ab', 'a-b', 'b', 'B', 'é', '0');
  // Objects end in ".json", so that none has the name of a folder.
  const anyKey = fc
    .array(anySegment, { minLength: 1, maxLength: 4 })
    .map((segments) => `${segments.join('/')}.json`);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(anyKey, { maxLength: 15 }),
      anySegment,
      async (keys, prefix) => {
        const folder = temporaryDir();
        try {
          const store = createDirectoryStore(folder.path);
          for (const key of keys) await store.putIfAbsent(key, new Uint8Array());
          const below = keys.filter((key) => key.startsWith(`${prefix}/`));
          expect(await store.list(`${prefix}/`)).toEqual(below.toSorted());
          const walked = await collect(store.walk(`${prefix}/`));
          expect(walked.flat()).toEqual(below.toSorted());
        } finally {
          folder.remove();
        }
      },
    ),
    { seed: 20261123, numRuns: 60 },
  );
});
