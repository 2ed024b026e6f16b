import { isAbsolute, join } from 'node:path';
import { ConfigurationError } from '../../domain/errors.ts';

/**
 * Where downloaded weights, engines and binaries are kept between runs.
 * @throws ConfigurationError when the environment gives no absolute folder.
 */
export function cacheDir(env: Readonly<NodeJS.ProcessEnv>): string {
  const { DURABENCH_CACHE_DIR: own, XDG_CACHE_HOME: xdg, HOME: home } = env;
  if (own) return requireAbsolute('DURABENCH_CACHE_DIR', own);
  // The XDG specification tells programs to ignore relative paths.
  if (xdg && isAbsolute(xdg)) return join(xdg, 'durabench');
  if (home) return join(requireAbsolute('HOME', home), '.cache', 'durabench');
  throw new ConfigurationError(
    'no cache folder: neither DURABENCH_CACHE_DIR, XDG_CACHE_HOME nor HOME is set; ' +
      'set DURABENCH_CACHE_DIR to a folder with about 500 MB of free space',
  );
}

function requireAbsolute(name: string, path: string): string {
  if (isAbsolute(path)) return path;
  throw new ConfigurationError(`${name} is "${path}", which is relative: give an absolute path`);
}
