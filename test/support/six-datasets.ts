import { cpSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(import.meta.dirname, '../fixtures/six');

/** Puts the experiments, eval configs and data files of the six datasets into a folder. */
export const copySixDatasets = (folder: string): void =>
  cpSync(FIXTURES, folder, { recursive: true });
