import { resolve } from 'node:path';
import { Option } from 'commander';
import { CONCURRENCY_DEFAULT } from '../worker-flags.ts';
import type { CommandDefinition } from './definition.ts';
import { commaSeparated, positiveInteger } from './option-values.ts';

/** Agent calls at once. Enough for hosted endpoints; a config's own slots keep local ones below. */

const concurrency = (): Option =>
  new Option('--concurrency <number>', 'agent calls at once').argParser(positiveInteger);
const EXPERIMENTS_ROOT = new Option(
  '--experiments-root <dir>',
  'folder below which start inputs may name files (DURABENCH_EXPERIMENTS_ROOT, ./experiments)',
).argParser((path) => resolve(path));
const GPUS = new Option(
  '--gpus <set>',
  'GPUs that models are served on, as in 8xH100-80; suites are placed by them',
);
const ALLOW_COMMAND = new Option(
  '--allow-command',
  'run agent commands, engine options and images that experiments name; only for files you trust',
);
const TRUST_REMOTE_CODE = new Option(
  '--trust-remote-code <checkpoints>',
  'checkpoints that may run code of their own, with commas between, such as owner/name',
).argParser(commaSeparated);

/** Commands around the server and the workers. */
export const SERVICE_COMMANDS: readonly CommandDefinition[] = [
  {
    usage: 'up',
    summary: 'Start Temporal (unless TEMPORAL_ADDRESS is set) and a worker in the background',
    options: [concurrency(), GPUS, EXPERIMENTS_ROOT, ALLOW_COMMAND, TRUST_REMOTE_CODE],
    examples: ['durabench up', 'TEMPORAL_ADDRESS=temporal:7233 durabench up --concurrency 64'],
    load: async () => (await import('../commands/up.ts')).upCommand,
  },
  {
    usage: 'down',
    summary:
      'Stop worker, Temporal and every model server; records stay and runs go on after the next "up"',
    examples: ['durabench down'],
    load: async () => (await import('../commands/down.ts')).downCommand,
  },
  {
    usage: 'doctor',
    summary: 'Check this machine and the server, and say what to do',
    options: [new Option('--gpu', 'also what serving on GPUs needs')],
    examples: ['durabench doctor', 'durabench doctor --gpu', 'durabench doctor --json'],
    load: async () => (await import('../commands/doctor.ts')).doctorCommand,
  },
  {
    usage: 'worker',
    summary: 'Run a worker in the foreground',
    options: [
      new Option('--host <name>', 'host whose servers and agents this worker runs').default(
        'local',
      ),
      GPUS,
      concurrency().default(CONCURRENCY_DEFAULT),
      EXPERIMENTS_ROOT,
      ALLOW_COMMAND,
      TRUST_REMOTE_CODE,
    ],
    examples: [
      'durabench worker',
      'durabench worker --host gpu-1 --gpus 8xH100-80 --concurrency 32',
    ],
    load: async () => (await import('../commands/worker.ts')).workerCommand,
  },
  {
    usage: 'hosts',
    summary: 'List the hosts that workers have told of: GPUs, since when, and who is there now',
    examples: ['durabench hosts', 'durabench hosts --json'],
    load: async () => (await import('../commands/hosts.ts')).hostsCommand,
  },
];
