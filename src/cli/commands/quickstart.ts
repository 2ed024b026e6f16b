import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../settings/package-root.ts';
import { locateTemporal } from '../../temporal/connection.ts';
import type { CliContext, Command } from '../context.ts';
import { writeLine } from '../output.ts';
import { runCommand } from './run.ts';
import { upCommand } from './up.ts';

/** Brings everything up and runs the shipped suite. The stack stays up for further runs. */
export const quickstartCommand: Command<object> = async (_args, _options, context) => {
  await upCommand([], {}, withNotesOnStderr(context));
  const file = join(PACKAGE_ROOT, 'experiments', 'quickstart.yaml');
  const exitCode = await runCommand([file], {}, context);
  if (!context.json) {
    const { stdout, settings } = context;
    const uiUrl = (await locateTemporal(settings))?.uiUrl;
    if (uiUrl !== undefined) writeLine(stdout, `Temporal UI  ${uiUrl}`);
    writeLine(stdout, 'A 135M model proves that the stack runs; it is not a usable agent.');
    writeLine(stdout, 'Server and worker stay up for further runs; "durabench down" stops them.');
  }
  return exitCode;
};

/** Under `--json` stdout belongs to the run's events. */
const withNotesOnStderr = (context: CliContext): CliContext =>
  context.json ? { ...context, json: false, stdout: context.stderr } : context;
