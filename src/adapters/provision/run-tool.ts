import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ConfigurationError, DeploymentError } from '../../domain/errors.ts';

const execFileAsync = promisify(execFile);
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;
/** What pip and npm print when no package index can be reached. */
const OFFLINE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|NewConnectionError|Max retries exceeded|Temporary failure in name resolution|ConnectTimeout/;
const MISSING_MODULE = /No module named '?pip'?/;

export interface ToolRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** What the run fetches, for error messages. */
  readonly purpose: string;
  /** What the user can do when the tool is missing or there is no network. */
  readonly remedy: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a package client to its end.
 * @throws ConfigurationError when it is not installed or cannot reach its index,
 *   DeploymentError (retryable) when it fails otherwise, the abort reason when aborted.
 */
export async function runTool(run: ToolRun): Promise<void> {
  try {
    await execFileAsync(run.program, [...run.args], {
      cwd: run.cwd,
      env: run.env,
      timeout: DOWNLOAD_TIMEOUT_MS,
      maxBuffer: 16 * 1024 * 1024,
      ...(run.signal && { signal: run.signal }),
    });
  } catch (error) {
    run.signal?.throwIfAborted();
    throw toolFailure(run, error as ToolError);
  }
}

type ToolError = Error & { code?: string | number | null; stdout?: string; stderr?: string };

function toolFailure(run: ToolRun, error: ToolError): ConfigurationError | DeploymentError {
  const output = `${error.stdout ?? ''}\n${error.stderr ?? ''}`;
  if (error.code === 'ENOENT' || MISSING_MODULE.test(output)) {
    return new ConfigurationError(
      `cannot fetch ${run.purpose}: ${[run.program, ...run.args.slice(0, 2)].join(' ')} is not installed; ${run.remedy}`,
    );
  }
  if (OFFLINE.test(output)) {
    return new ConfigurationError(
      `cannot fetch ${run.purpose}: the package index cannot be reached; ${run.remedy}`,
    );
  }
  const lastLines = output.trim().split('\n').slice(-4).join(' | ');
  return new DeploymentError(
    `fetching ${run.purpose} failed (${error.code ?? error.message}): ${lastLines}; ${run.remedy}`,
    true,
  );
}
