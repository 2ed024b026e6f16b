import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RECORDED = join(import.meta.dirname, '../fixtures/deployment/nvidia-smi-h100.csv');

/** Rows of an H100 as our own query would print them, one a look. */
export function recordedRows(): readonly string[] {
  const [, ...rows] = readFileSync(RECORDED, 'utf8').trim().split('\n');
  return rows.map((row) => {
    const cells = row.split(', ').map((cell) => cell.split(' ')[0]);
    return [cells[1], cells[8], cells[3], cells[6]].join(', ');
  });
}

/** A folder for PATH whose `nvidia-smi` runs this shell script. */
export function fakeNvidiaSmi(dir: string, script: string): Readonly<Record<string, string>> {
  const program = join(dir, 'nvidia-smi');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return { PATH: `${dir}:/usr/bin:/bin` };
}

/** The next recorded row at each look, and the arguments into `asked`. */
export function replayedNvidiaSmi(dir: string): Readonly<Record<string, string>> {
  writeFileSync(join(dir, 'rows'), `${recordedRows().join('\n')}\n`);
  return fakeNvidiaSmi(
    dir,
    [`echo "$@" >> "${dir}/asked"`, `sed -n "$(wc -l < "${dir}/asked")p" "${dir}/rows"`].join('\n'),
  );
}
