import { InvalidArgumentError, Option } from 'commander';
import { ENGINES } from '../../domain/deployment/plan/facts.ts';
import { CONTEXT_MIN } from '../../domain/deployment/repair/context-min.ts';
import type { CommandDefinition } from './definition.ts';
import { commaSeparated, positiveInteger } from './option-values.ts';

const host = (): Option =>
  new Option('--host <name>', 'as the worker of this machine is called').default('local');

/** `durabench deploy …`: models on GPUs, planned and served. */
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
    usage: 'up [recipe-or-model]',
    summary: 'Serve a model on this machine; returns when it answers and calls tools',
    options: [
      new Option('--file <file>', 'a deployment as those of config/recipes'),
      host(),
      new Option('--gpus <set>', 'for a model of the catalogue, as in 8xH100-80'),
      new Option(
        '--devices <gpus>',
        'indices or UUIDs of the GPUs it may use, as in 0,1',
      ).argParser(commaSeparated),
      new Option(
        '--trust-remote-code <checkpoints>',
        'checkpoints that may run code of their own, such as owner/name',
      ).argParser(commaSeparated),
      new Option('--update-env', 'point the variables of ./.env to it; other lines stay'),
    ],
    examples: [
      'durabench deploy up qwen3-32b-fp8-2x4090 --update-env',
      'durabench deploy up qwen3-32b --gpus 2xH100-80 --devices 2,3',
      'durabench deploy up --file my-server.yaml',
    ],
    load: async () => (await import('../commands/deploy-up.ts')).deployUpCommand,
  },
  {
    usage: 'down [server]',
    summary: 'Stop a server that "deploy up" started, by id or model',
    options: [new Option('--all', 'every one of them'), host()],
    examples: ['durabench deploy down', 'durabench deploy down --all'],
    load: async () => (await import('../commands/deploy-down.ts')).deployDownCommand,
  },
  {
    usage: 'status',
    summary: 'List the model servers of this machine, whoever started them, with their state',
    options: [host()],
    examples: ['durabench deploy status', 'durabench deploy status --json'],
    load: async () => (await import('../commands/deploy-status.ts')).deployStatusCommand,
  },
  {
    usage: 'diagnose <log-or-id>',
    summary: 'Why did a model server end? Shows the cause, its lines, and what to start instead',
    options: [
      host(),
      new Option('--context-min <tokens>', 'a context that the questions need in any case')
        .argParser(positiveInteger)
        .default(CONTEXT_MIN),
    ],
    examples: [
      'durabench deploy diagnose server.log',
      'durabench deploy diagnose 1f0c5d9b2e7a --context-min 16384',
      'docker logs vllm 2>&1 | durabench deploy diagnose -',
    ],
    load: async () => (await import('../commands/deploy-diagnose.ts')).deployDiagnoseCommand,
  },
];

function share(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('Give a share above 0 and up to 1, such as 0.9.');
}
