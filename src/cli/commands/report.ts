import { type Command, EXIT } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';
import { openStoredRun } from '../stored-run.ts';
import { writeReport } from '../write-report.ts';

interface ReportOptions {
  readonly output?: string;
}

/** Writes the HTML report of a run: one file that needs nothing else. */
export const reportCommand: Command<ReportOptions> = async (args, { output }, context) => {
  const [reference = 'latest'] = args;
  const path = await writeReport(await openStoredRun(context, reference), context, output);
  if (context.json) writeJson(context.stdout, { path });
  else writeLine(context.stdout, path);
  return EXIT.ok;
};
