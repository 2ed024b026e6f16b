import { readDotenv } from './dotenv.ts';
import { readSettings } from './read-settings.ts';
import type { Settings } from './settings.ts';

/**
 * Settings of this process. The variables of `.env` enter its environment, since secrets are read
 * from there when they are used, and started workers inherit it.
 * @param root the `--root` option, which wins over every variable.
 * @throws ConfigurationError
 */
export function loadSettings(
  env: NodeJS.ProcessEnv,
  cwd: string,
  root: string | undefined,
): Settings {
  const dotenv = readDotenv(cwd);
  const settings = readSettings({
    env: root === undefined ? env : { ...env, DURABENCH_ROOT: root },
    dotenv,
    cwd,
  });
  for (const [name, value] of Object.entries(dotenv)) env[name] ??= value;
  return settings;
}
