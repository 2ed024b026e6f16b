import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProvisionOptions } from './python-wheel.ts';
import { runTool } from './run-tool.ts';

export interface NpmPackages {
  /** Folder in the cache; change it when the packages change. */
  readonly name: string;
  /** Exact versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** What the user can set instead of a download; ends the error messages. */
  readonly remedy?: string;
}

/**
 * Installs npm packages into the cache, outside the product's own node_modules, and returns the
 * folder whose node_modules holds them. Install scripts do not run; optional dependencies are
 * left out, so platform packages must be named. Safe to call from several processes at once.
 * @throws ConfigurationError without npm or network.
 */
export async function installNpmPackages(
  { name, packages, remedy }: NpmPackages,
  options: ProvisionOptions,
): Promise<string> {
  const dir = join(options.cacheDir, name);
  // The folder appears by one rename after npm has finished, so its presence proves it complete.
  if (await exists(dir)) return dir;

  await mkdir(options.cacheDir, { recursive: true });
  const workDir = await mkdtemp(join(options.cacheDir, `.${name}-`));
  try {
    options.log?.(`installing ${Object.keys(packages).join(', ')}`);
    const manifest = { name: 'durabench-cache', private: true, dependencies: packages };
    await writeFile(join(workDir, 'package.json'), JSON.stringify(manifest, null, 2));
    await npmInstall(workDir, Object.keys(packages), remedy, options);
    await rename(workDir, dir).catch(async (error: unknown) => {
      // Another process may have finished first; its folder is as good as ours.
      if (!(await exists(dir))) throw error;
    });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  return dir;
}

async function npmInstall(
  workDir: string,
  names: readonly string[],
  remedy: string | undefined,
  { env = process.env, signal }: ProvisionOptions,
): Promise<void> {
  const flags = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact'];
  await runTool({
    program: 'npm',
    args: ['install', ...flags, '--loglevel=error'],
    cwd: workDir,
    env,
    signal,
    purpose: names.join(', '),
    remedy: `install npm and check the network${remedy ? `, or ${remedy}` : ''}`,
  });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
