import { Command as Commander } from 'commander';
import { AGENT_COMMANDS } from './definitions/agent-commands.ts';
import { DATASET_COMMANDS } from './definitions/dataset-commands.ts';
import type { CommandDefinition } from './definitions/definition.ts';
import { DEPLOY_COMMANDS } from './definitions/deploy-commands.ts';
import { HOST_COMMANDS } from './definitions/host-commands.ts';
import { RESULT_COMMANDS } from './definitions/result-commands.ts';
import { RETRY_COMMANDS } from './definitions/retry-commands.ts';
import { RUN_COMMANDS } from './definitions/run-commands.ts';
import { SCHEDULE_COMMANDS } from './definitions/schedule-commands.ts';
import { SERVICE_COMMANDS } from './definitions/service-commands.ts';

/** Options every command takes. */
export interface GlobalOptions {
  readonly root?: string;
  readonly json?: boolean;
}

export type Dispatch = (
  definition: CommandDefinition,
  args: readonly string[],
  options: GlobalOptions,
) => Promise<void>;

/** The command line. No command's module is loaded before that command runs, so help is quick. */
export function buildProgram(version: string, dispatch: Dispatch): Commander {
  const program = new Commander('durabench')
    .description('Durable benchmark suites for finance agents, on Temporal.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .option('--root <dir>', 'data folder (DURABENCH_ROOT, ./.durabench)')
    .option('--json', 'print JSON instead of text')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Add --help for the options and examples.')
    .exitOverride()
    .addHelpText('after', FIRST_STEPS);
  addCommands(program, 'Runs:', [...RUN_COMMANDS, ...RETRY_COMMANDS], dispatch);
  addCommands(program, 'Results:', RESULT_COMMANDS, dispatch);
  addCommands(program, 'Services:', SERVICE_COMMANDS, dispatch);
  // Alone it lists them.
  const hosts = program.commands.find((command) => command.name() === 'hosts');
  if (hosts !== undefined)
    addCommands(hosts.helpCommand(false), 'Commands:', HOST_COMMANDS, dispatch);
  const agent = program.command('agent').helpGroup('Agents:').helpCommand(false);
  agent.description('Serve an agent, or check whether one is fit to be benchmarked');
  addCommands(agent, 'Commands:', AGENT_COMMANDS, dispatch);
  const dataset = program.command('dataset').helpGroup('Data:').helpCommand(false);
  dataset.description('Fetch and make data for eval configs');
  addCommands(dataset, 'Commands:', DATASET_COMMANDS, dispatch);
  const deploy = program.command('deploy').helpGroup('Services:').helpCommand(false);
  deploy.description('Plan and serve models on the GPUs of this machine');
  addCommands(deploy, 'Commands:', DEPLOY_COMMANDS, dispatch);
  const schedule = program.command('schedule').helpGroup('Runs:').helpCommand(false);
  schedule.description('Run suites by the clock');
  addCommands(schedule, 'Commands:', SCHEDULE_COMMANDS, dispatch);
  return program;
}

const FIRST_STEPS = `
First steps:
  durabench quickstart    a real run on this machine: no key, no GPU, no Docker
  durabench doctor        what is missing here, and what to do about it

Exit codes: 0 ok, 1 a run or a check failed, 2 wrong use or configuration, 3 not publishable`;

function addCommands(
  parent: Commander,
  group: string,
  definitions: readonly CommandDefinition[],
  dispatch: Dispatch,
): void {
  for (const definition of definitions) {
    const { usage, summary, options = [], examples } = definition;
    const command = parent.command(usage).helpGroup(group).description(summary);
    for (const option of options) command.addOption(option);
    command
      .addHelpText('after', `\nExamples:\n${examples.map((line) => `  ${line}`).join('\n')}`)
      .action(() => dispatch(definition, command.args, command.optsWithGlobals()));
  }
}
