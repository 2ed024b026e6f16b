import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A pid alone is no identity, because systems reuse it; pid and start time together are. */
export interface ProcessMark {
  readonly pid: number;
  /** Opaque: ticks since boot on Linux, a date elsewhere. Only compared for equality. */
  readonly startMark: string;
}

interface TableRow extends ProcessMark {
  readonly groupId: number;
}

/** The mark of a running process; undefined when there is none or it has exited unreaped. */
export function markOf(pid: number): ProcessMark | undefined {
  const row = process.platform === 'linux' ? procRow(pid) : psRows(['-p', String(pid)])[0];
  return row && { pid: row.pid, startMark: row.startMark };
}

export const isRunning = (mark: ProcessMark): boolean =>
  markOf(mark.pid)?.startMark === mark.startMark;

/** Processes of a group that still run. Zombies hold nothing any more and are left out. */
export function groupMembers(groupId: number): readonly ProcessMark[] {
  const rows = process.platform === 'linux' ? procRows() : psRows(['-A']);
  return rows.filter((row) => row.groupId === groupId);
}

const procRows = (): readonly TableRow[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => procRow(Number(name)) ?? []);

/** Reads /proc because slim container images have no ps. */
function procRow(pid: number): TableRow | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // It exited between two looks.
  }
  // The second field is the command in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, , groupId] = fields;
  const [threads, , startTicks] = fields.slice(17);
  if (startTicks === undefined) return undefined;
  // While other threads of a killed process still exit, its sockets are open though its state is Z.
  if ((state === 'Z' || state === 'X') && Number(threads) <= 1) return undefined;
  return { pid, groupId: Number(groupId), startMark: startTicks };
}

function psRows(selection: readonly string[]): readonly TableRow[] {
  let output: string;
  try {
    output = execFileSync('ps', [...selection, '-o', 'pid=,pgid=,stat=,lstart='], {
      encoding: 'utf8',
      env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return []; // ps exits with 1 when nothing matches.
  }
  return output.split('\n').flatMap((line) => {
    const [pid, groupId, state, ...startTime] = line.trim().split(/\s+/);
    if (state === undefined || state.startsWith('Z')) return [];
    return [{ pid: Number(pid), groupId: Number(groupId), startMark: startTime.join(' ') }];
  });
}
