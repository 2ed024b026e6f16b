import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Running processes that work in the folder, as `pid command`. What one starts works there too. */
export function processesIn(dir: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // A process that has ended but was not reaped has no folder any more.
        if (!isInside(readlinkSync(`/proc/${pid}/cwd`), dir)) return [];
        return [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`];
      } catch {
        return []; // It exited between two looks.
      }
    });
}

const isInside = (path: string, dir: string): boolean => path === dir || path.startsWith(`${dir}/`);
