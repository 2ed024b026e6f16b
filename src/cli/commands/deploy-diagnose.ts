import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnoseLog } from '../../domain/deployment/diagnose/diagnose-log.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { hostProcessesDir } from '../../settings/host-folders.ts';
import type { Settings } from '../../settings/settings.ts';
import { LOCAL_HOST } from '../../temporal/names.ts';
import { type Command, EXIT } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';

/** Says why a model server ended; ends 1 when the log names no known cause. */
export const deployDiagnoseCommand: Command<object> = async ([name = ''], _options, context) => {
  const { settings, stdout, json } = context;
  const { file, text } = await findLog(name, settings);
  const diagnosis = diagnoseLog(text, { engine: 'vllm', phase: 'starting' });
  const { cause, title, evidence, remedy, repairs, confidence } = diagnosis;
  if (json) writeJson(stdout, { file, ...diagnosis });
  else {
    const steps = repairs.length === 0 ? 'none helps' : repairs.join(', then ');
    const lines = [
      `${cause} (${confidence} confidence): ${title}`,
      ...evidence.map(({ line, text: shown }) => `  ${file}:${line}: ${shown}`),
      `To do: ${remedy}`,
      `Repair ladder: ${steps}`,
    ];
    for (const line of lines) writeLine(stdout, line);
  }
  return cause === 'unknown' ? EXIT.runFailed : EXIT.ok;
};

/** @throws ConfigurationError when neither a file nor a deployment of this host has the name. */
async function findLog(name: string, settings: Settings) {
  const ofServer = join(hostProcessesDir(settings, LOCAL_HOST), `server-${name}.log`);
  for (const file of [name, ofServer]) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return { file, text };
  }
  throw new ConfigurationError(
    `there is no log "${name}", nor ${ofServer}: give a file, or the id of a deployment of this host`,
  );
}
