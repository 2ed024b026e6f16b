import { join, resolve } from 'node:path';
import { cacheDir } from '../adapters/provision/cache-dir.ts';
import { type Environment, type EnvironmentVariables, parseEnvironment } from './environment.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import type { Settings, TemporalSettings } from './settings.ts';
import { readTemporalProfile } from './temporal-profile.ts';

export interface SettingsSources {
  /** The process environment: wins over `.env`. */
  readonly env: EnvironmentVariables;
  readonly dotenv: EnvironmentVariables;
  /** Relative paths and defaults start here. */
  readonly cwd: string;
}

/** @throws ConfigurationError naming the variable, where it was set and what it may be. */
export function readSettings({ env, dotenv, cwd }: SettingsSources): Settings {
  const ours = parseEnvironment(env, dotenv);
  const merged = { ...dotenv, ...env };
  const pathOr = (path: string | undefined, fallback: string): string =>
    resolve(cwd, path ?? fallback);
  return {
    dataRoot: pathOr(ours.DURABENCH_ROOT, '.durabench'),
    resultsDir: pathOr(ours.DURABENCH_RESULTS_DIR, 'results'),
    experimentsRoot: pathOr(ours.DURABENCH_EXPERIMENTS_ROOT, 'experiments'),
    cacheDir: cacheDir(merged),
    configRoot: join(PACKAGE_ROOT, 'config'),
    logLevel: ours.DURABENCH_LOG_LEVEL ?? 'info',
    engines: {
      ...(ours.DURABENCH_VLLM && { vllm: programOf(ours.DURABENCH_VLLM, cwd) }),
      ...(ours.DURABENCH_TRTLLM && { trtllm: programOf(ours.DURABENCH_TRTLLM, cwd) }),
    },
    temporal: temporalSettings(ours, merged, cwd),
  };
}

/** As a shell does: what holds a slash is a path. */
const programOf = (value: string, cwd: string): string =>
  value.includes('/') ? resolve(cwd, value) : value;

/** The variables that give another process of ours the same settings, whatever its folder. */
export function settingsEnvironment(settings: Settings): Readonly<Record<string, string>> {
  return {
    DURABENCH_ROOT: settings.dataRoot,
    DURABENCH_RESULTS_DIR: settings.resultsDir,
    DURABENCH_EXPERIMENTS_ROOT: settings.experimentsRoot,
    DURABENCH_CACHE_DIR: settings.cacheDir,
    DURABENCH_LOG_LEVEL: settings.logLevel,
    ...(settings.engines.vllm && { DURABENCH_VLLM: settings.engines.vllm }),
    ...(settings.engines.trtllm && { DURABENCH_TRTLLM: settings.engines.trtllm }),
  };
}

function temporalSettings(
  ours: Environment,
  env: EnvironmentVariables,
  cwd: string,
): TemporalSettings {
  const profile = readTemporalProfile(env);
  return {
    address: profile.address,
    namespace: profile.namespace ?? 'default',
    uiUrl: ours.DURABENCH_TEMPORAL_UI?.replace(/\/+$/, ''),
    cliPath: ours.DURABENCH_TEMPORAL_CLI && resolve(cwd, ours.DURABENCH_TEMPORAL_CLI),
  };
}
