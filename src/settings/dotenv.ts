import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { EnvironmentVariables } from './environment.ts';

/** The variables of `<dir>/.env`; none when there is no such file. */
export function readDotenv(dir: string): EnvironmentVariables {
  try {
    return parseEnv(readFileSync(join(dir, '.env'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
