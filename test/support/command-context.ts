import type { CliContext } from '../../src/cli/context.ts';
import { readSettings } from '../../src/settings/read-settings.ts';

export interface RecordedContext extends CliContext {
  /** What the command has written so far. */
  readonly written: { stdout: string; stderr: string };
}

/** The world of a command that runs in this process, against the server and records of a bench. */
export function commandContext(
  temporalAddress: string,
  root: string,
  env: Readonly<Record<string, string>> = {},
): RecordedContext {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const variables = {
    ...process.env,
    ...env,
    TEMPORAL_ADDRESS: temporalAddress,
    DURABENCH_ROOT: root,
  };
  return {
    settings: readSettings({ env: variables, dotenv: {}, cwd: root }),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    json: true,
    signal: new AbortController().signal,
    written,
  };
}
