import { Option } from 'commander';
import type { CommandDefinition } from './definition.ts';

/** `durabench hosts …`: what is done to one of them. */
export const HOST_COMMANDS: readonly CommandDefinition[] = [
  {
    usage: 'drain <host>',
    summary: 'Give a host to no further config; waits until the last one has ended and its server',
    options: [new Option('--no-wait', 'only say what still runs there')],
    examples: ['durabench hosts drain gpu-a', 'durabench hosts drain gpu-a --no-wait --json'],
    load: async () => (await import('../commands/drain-host.ts')).drainHostCommand,
  },
  {
    usage: 'undrain <host>',
    summary: 'Give a drained host to configs again',
    examples: ['durabench hosts undrain gpu-a'],
    load: async () => (await import('../commands/undrain-host.ts')).undrainHostCommand,
  },
];
