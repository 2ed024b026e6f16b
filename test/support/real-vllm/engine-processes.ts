import { readFileSync } from 'node:fs';
import { groupMembers } from '../../../src/adapters/process/process-table.ts';
import { eventually } from '../small-servers.ts';

/** vLLM on the CPU: the program itself, which serves HTTP, and what it starts. */
const CHILDREN = ['EngineCore', 'Worker'] as const;
type Child = (typeof CHILDREN)[number];

/** Pids of the children of a server that run. They name themselves when they begin to work. */
export function engineProcesses(groupId: number): Partial<Record<Child, number>> {
  const named = groupMembers(groupId).flatMap(({ pid }) => {
    const command = commandLine(pid);
    const child = CHILDREN.find((name) => command.startsWith(`VLLM::${name}`));
    return child === undefined ? [] : [[child, pid] as const];
  });
  return Object.fromEntries(named);
}

/** Resolves when the child runs: the server is at the middle of its start, or past it. */
export async function untilRuns(groupId: number, child: Child): Promise<number> {
  let pid: number | undefined;
  await eventually(() => {
    pid = engineProcesses(groupId)[child];
    return pid !== undefined;
  }, 240_000);
  return Number(pid);
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // It exited between two looks.
  }
}
