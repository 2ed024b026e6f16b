import { chmod, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { updateDotenv } from './update-dotenv.ts';

/** It will hold keys. */
const NEW_FILE_MODE = 0o600;

export interface ServedEndpointVariables {
  readonly model: string;
  /** Ends in /v1. */
  readonly baseUrl: string;
}

/**
 * Points `<dir>/.env` to a model server, for the agents of this project and of the original. A key
 * that is there stays: it is no one's to overwrite, and our servers ignore it.
 * @returns the file and the names that were set
 */
export async function pointDotenvTo(
  dir: string,
  { model, baseUrl }: ServedEndpointVariables,
): Promise<{ readonly file: string; readonly names: readonly string[] }> {
  // A link stays a link: the file behind it is replaced.
  const file = await realpath(join(dir, '.env')).catch(missing(join(dir, '.env')));
  const text = await readFile(file, 'utf8').catch(missing(''));
  const values = {
    LLM_MODEL: model,
    OPENAI_API_BASE: baseUrl,
    OPENAI_BASE_URL: baseUrl,
    // Clients of OpenAI insist on one.
    ...(!parseEnv(text).OPENAI_API_KEY && { OPENAI_API_KEY: 'dummy' }),
  };
  const mode = await stat(file).then(({ mode: bits }) => bits & 0o777, missing(NEW_FILE_MODE));
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, updateDotenv(text, values), { mode: NEW_FILE_MODE });
  await chmod(temporary, mode);
  await rename(temporary, file);
  return { file, names: Object.keys(values) };
}

const missing =
  <T>(fallback: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return fallback;
    throw error;
  };
