import { Option } from 'commander';
import type { CommandDefinition } from './definition.ts';

/** Commands that ask or grade tasks again, or end a run before its plan does. */
export const RETRY_COMMANDS: readonly CommandDefinition[] = [
  {
    usage: 'retry <run> [config]',
    summary: 'Ask failed and unscored tasks again, in held configs or by a resume of a closed run',
    options: [
      new Option('--reason <reasons...>', 'only tasks that ended so, e.g. provider-error'),
      new Option('--detach', 'return at once; follow with "durabench watch"'),
    ],
    examples: [
      'durabench retry latest',
      'durabench retry core/2027-01-31 qwen3-32b --reason provider-error infrastructure',
    ],
    load: async () => (await import('../commands/retry.ts')).retryCommand,
  },
  {
    usage: 'rejudge <run>',
    summary: 'Ask the judge about the stored replies of a closed run again, as a new round',
    options: [new Option('--detach', 'return at once; follow with "durabench watch"')],
    examples: ['durabench rejudge latest'],
    load: async () => (await import('../commands/regrade.ts')).rejudgeCommand,
  },
  {
    usage: 'rescore <run>',
    summary: 'Apply the scorers to the stored replies of a closed run again, as a new round',
    options: [new Option('--detach', 'return at once; follow with "durabench watch"')],
    examples: ['durabench rescore core/2027-01-31'],
    load: async () => (await import('../commands/regrade.ts')).rescoreCommand,
  },
  {
    usage: 'finish <run>',
    summary: 'End a run in good order: calls in flight finish, the rest can be resumed',
    examples: ['durabench finish latest'],
    load: async () => (await import('../commands/finish.ts')).finishCommand,
  },
];
