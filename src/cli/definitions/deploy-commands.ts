import { InvalidArgumentError, Option } from 'commander';
import { ENGINES } from '../../domain/deployment/plan/facts.ts';
import type { CommandDefinition } from './definition.ts';
import { positiveInteger } from './option-values.ts';

/** `durabench deploy …`: models on GPUs. Nothing is started. */
export const DEPLOY_COMMANDS: readonly CommandDefinition[] = [
  {
    usage: 'plan <recipe-or-model>',
    summary: 'Does a model fit these GPUs? Shows the arithmetic, what to change, and the command',
    options: [
      new Option('--gpus <set>', 'count and kind, as in 8xH100-80; a recipe has its own'),
      new Option('--concurrency <number>', 'sequences of full length at once')
        .argParser(positiveInteger)
        .default(1),
      new Option(
        '--max-len <tokens>',
        'of a sequence; else as the recipe or the model has it',
      ).argParser(positiveInteger),
      new Option('--checkpoint <id>', 'bf16, fp8, nvfp4: what the model has'),
      new Option('--kv-cache-dtype <type>', 'auto, fp8'),
      new Option('--gpu-util <share>', 'of the memory that the engine may use').argParser(share),
      new Option('--engine <engine>', 'what serves it').choices(ENGINES),
    ],
    examples: [
      'durabench deploy plan qwen3-32b --gpus 1xH100-80 --max-len 32768',
      'durabench deploy plan deepseek-v3 --gpus 8xH200-141 --concurrency 8 --json',
      'durabench deploy plan g14',
    ],
    load: async () => (await import('../commands/deploy-plan.ts')).deployPlanCommand,
  },
  {
    usage: 'list',
    summary: 'List the recipes of models on GPUs with their verdicts',
    examples: ['durabench deploy list', 'durabench deploy list --json'],
    load: async () => (await import('../commands/deploy-list.ts')).deployListCommand,
  },
  {
    usage: 'diagnose <log-or-id>',
    summary: 'Why did a model server end? Shows the cause, its lines, and what to do',
    examples: [
      'durabench deploy diagnose server.log',
      'durabench deploy diagnose server.log --json',
    ],
    load: async () => (await import('../commands/deploy-diagnose.ts')).deployDiagnoseCommand,
  },
];

function share(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('Give a share above 0 and up to 1, such as 0.9.');
}
