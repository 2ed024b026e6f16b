import { Option } from 'commander';
import type { CommandDefinition } from './definition.ts';
import { commaSeparated, positiveInteger } from './option-values.ts';

const DETACH = new Option('--detach', 'return at once; follow with "durabench watch"');

/** Commands that start, follow and read runs. RUN is a run key, suite/run key, workflow id or "latest". */
export const RUN_COMMANDS: readonly CommandDefinition[] = [
  {
    usage: 'quickstart',
    summary: 'Bring everything up and run a small suite on this machine',
    examples: ['durabench quickstart'],
    load: async () => (await import('../commands/quickstart.ts')).quickstartCommand,
  },
  {
    usage: 'run [file]',
    summary: 'Start a run of an experiments file and follow it',
    options: [
      new Option('--list', 'list experiments and their configs; starts nothing'),
      new Option('--plan', 'show what would run where, and what would be refused; starts nothing'),
      new Option('--dry-run', 'the same as --plan'),
      new Option(
        '--assume-hosts <hosts>',
        'with --plan: hosts that no worker has told of, as gpu-a=8xH100-80,gpu-b=2xA100-80',
      ).argParser(commaSeparated),
      new Option(
        '--experiment <name>',
        'which experiment, when the file holds several; without a file, it is looked for',
      ),
      new Option('--all', 'every experiment of the file, one run each, one after another'),
      new Option('--config-id <ids...>', 'only these configs'),
      new Option('--run-key <key>', 'name of the run; by default time and a random suffix'),
      new Option('--hold <minutes>', 'how long configs with failed tasks wait for a retry'),
      DETACH,
    ],
    examples: [
      'durabench run --experiment model_comparison --plan',
      'durabench run experiments/quickstart.yaml',
      'durabench run reference_agents --config-id oracle do-nothing --detach',
      'durabench run model_comparison --plan --assume-hosts gpu-a=8xH100-80,desk=1xRTX4090-24',
      'durabench run nightly --experiment core --run-key 2027-01-31',
    ],
    load: async () => (await import('../commands/run.ts')).runCommand,
  },
  {
    usage: 'watch <run>',
    summary: 'Follow a run; Ctrl-C leaves it running',
    examples: ['durabench watch latest', 'durabench watch core/2027-01-31 --json'],
    load: async () => (await import('../commands/watch.ts')).watchCommand,
  },
  {
    usage: 'status [run]',
    summary: 'List recent runs, or show the state of one',
    examples: ['durabench status', 'durabench status latest --json'],
    load: async () => (await import('../commands/status.ts')).statusCommand,
  },
  {
    usage: 'show <run> [config] [task]',
    summary: 'Show the records of a run, a config or a task; needs no server',
    options: [
      new Option(
        '--mode <mode>',
        'of a crypto task: every step of a mode, or of the episode named',
      ),
      new Option('--limit <steps>', 'only the last steps').argParser(positiveInteger),
    ],
    examples: [
      'durabench show latest',
      'durabench show latest oracle syn-bond-price-s42-001',
      'durabench show latest qwen3 scenario_1 --mode baseline --limit 20',
    ],
    load: async () => (await import('../commands/show.ts')).showCommand,
  },
  {
    usage: 'cancel <run>',
    summary: 'Stop a run; what is recorded stays',
    options: [new Option('--no-wait', 'do not wait until servers and agents have stopped')],
    examples: ['durabench cancel latest'],
    load: async () => (await import('../commands/cancel.ts')).cancelCommand,
  },
  {
    usage: 'pause <run>',
    summary: 'Start no further tasks; those under way end',
    examples: ['durabench pause latest'],
    load: async () => (await import('../commands/pause.ts')).pauseCommand,
  },
  {
    usage: 'resume <run>',
    summary: 'Go on with a paused run, or with a closed one over its own records',
    options: [
      new Option('--only <tasks>', 'of a closed run: tasks without outcome, or also failed ones')
        .choices(['missing', 'failed'])
        .default('missing'),
      DETACH,
    ],
    examples: ['durabench resume latest', 'durabench resume core/2027-01-31 --only failed'],
    load: async () => (await import('../commands/resume.ts')).resumeCommand,
  },
];
