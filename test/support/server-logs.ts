import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LOGS_DIR = join(import.meta.dirname, '../fixtures/vllm-logs');

export interface ServerLog {
  readonly name: string;
  readonly cause: string;
  readonly exitCode?: number;
  readonly text: string;
}

/** Every `<set>.json` of the folder lists the logs of the folder beside it: a new set needs no code. */
export const SERVER_LOGS: readonly ServerLog[] = readdirSync(LOGS_DIR)
  .filter((name) => name.endsWith('.json'))
  .toSorted()
  .flatMap((file) => readSet(file.replace('.json', '')));

function readSet(set: string): readonly ServerLog[] {
  const { logs } = JSON.parse(readFileSync(join(LOGS_DIR, `${set}.json`), 'utf8')) as {
    logs: readonly { case: string; cause: string; exitCode?: number }[];
  };
  return logs.map(({ case: name, ...rest }) => ({
    name: `${set}/${name}`,
    ...rest,
    text: readFileSync(join(LOGS_DIR, set, `${name}.log`), 'utf8'),
  }));
}
