import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCatalog } from '../../../src/adapters/datasets/hub/hub-folder.ts';
import { HubCatalogSchema } from '../../../src/contracts/hub-catalog.ts';
import {
  fileStem,
  knownTaskTypes,
  sliceName,
  slicesOf,
} from '../../../src/domain/dataset/bizfinbench/task-types.ts';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';

const shipped = () => readCatalog(join(PACKAGE_ROOT, 'config'));

test('every slice of BizFinBench that exists is in the catalogue, under its path', async () => {
  const catalog = await shipped();
  const files = catalog.find(({ id }) => id === 'bizfinbench')?.files ?? [];
  const slices = slicesOf(knownTaskTypes, ['en', 'cn']);
  expect(new Map(files.map(({ name, path }) => [name, path]))).toEqual(
    new Map(
      slices.map((slice) => [sliceName(slice), `${slice.language}/${fileStem(slice)}.jsonl`]),
    ),
  );
});

test('every dataset states a licence, or that it is not known', async () => {
  const licences = (await shipped()).map(({ id, licence }) => [id, licence]);
  expect(Object.fromEntries(licences)).toEqual({
    ...{ bizfinbench: 'CC-BY-NC-4.0', prbench: 'CC-BY-4.0', gdpval: 'unknown' },
  });
});

const entry = {
  ...{ id: 'a', repository: 'owner/a', revision: 'main', licence: 'MIT' },
  files: [{ name: 'all', path: 'a.jsonl' }],
};

test.each([
  ['no licence', { ...entry, licence: '' }],
  ['no owner', { ...entry, repository: 'a' }],
  ['no files', { ...entry, files: [] }],
  ['a path from the root', { ...entry, files: [{ name: 'all', path: '/etc/a.jsonl' }] }],
  ['a hash that is none', { ...entry, files: [{ name: 'all', path: 'a', sha256: 'A' }] }],
])('a catalogue with %s is refused', (_, dataset) => {
  expect(HubCatalogSchema.safeParse({ datasets: [entry] }).success).toBe(true);
  expect(HubCatalogSchema.safeParse({ datasets: [dataset] }).success).toBe(false);
});

test('two entries of one repository are refused', () => {
  const twice = { datasets: [entry, { ...entry, id: 'b' }] };
  expect(HubCatalogSchema.safeParse(twice).success).toBe(false);
});
