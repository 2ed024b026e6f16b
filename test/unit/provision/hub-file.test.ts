import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchHubFile } from '../../../src/adapters/provision/hub-file.ts';
import { ScriptedEndpoint, status } from '../../support/scripted-endpoint.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const revision = 'a'.repeat(40);
const file = {
  repository: 'owner/model',
  file: 'q4/model.gguf',
  revision,
  sha256: createHash('sha256').update('weights').digest('hex'),
  bytes: 7,
};
const PATH = `/owner/model/resolve/${revision}/q4/model.gguf`;

let dir: ReturnType<typeof temporaryDir>;
let hub: ScriptedEndpoint;
const startHub = async (answers: Parameters<typeof ScriptedEndpoint.start>[0]) => {
  hub = await ScriptedEndpoint.start(answers);
  return { cacheDir: dir.path, env: { HF_ENDPOINT: hub.origin } };
};
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(async () => {
  await hub.stop();
  dir.remove();
});

test('a file is downloaded from the mirror at its pinned revision, once, following redirects', async () => {
  const options = await startHub({
    [PATH]: (_, response) => response.writeHead(302, { location: '/storage/1' }).end(),
    '/storage/1': status(200, 'weights'),
  });
  const path = await fetchHubFile(file, options);
  expect(readFileSync(path, 'utf8')).toBe('weights');
  expect(await fetchHubFile(file, options)).toBe(path);
  expect(hub.seen).toHaveLength(2);
});

test.each([
  { title: 'other bytes', answer: status(200, 'tampers'), name: 'DatasetIntegrityError' },
  { title: 'a missing file', answer: status(404, ''), name: 'ConfigurationError' },
  { title: 'a failing hub', answer: status(503, ''), name: 'DeploymentError' },
])('$title: $name, and nothing is kept', async ({ answer, name }) => {
  const options = await startHub({ [PATH]: answer });
  await expect(fetchHubFile(file, options)).rejects.toMatchObject({ name });
  expect(readdirSync(join(dir.path, `owner--model-${revision}`))).toEqual([]);
});

test('a download that breaks off is worth another try', async () => {
  const options = await startHub({
    [PATH]: (_, response) => {
      response.writeHead(200, { 'content-length': '7' });
      response.write('wei', () => response.destroy());
    },
  });
  await expect(fetchHubFile(file, options)).rejects.toMatchObject({
    name: 'DeploymentError',
    retryable: true,
  });
});

test('without a network the user is told what to set', async () => {
  const options = await startHub({});
  await hub.stop();
  await expect(fetchHubFile(file, options)).rejects.toThrow('HF_ENDPOINT');
  await startHub({});
});
