import { ConfigurationError } from '../../domain/errors.ts';
import { installNpmPackages } from '../provision/npm-packages.ts';
import type { ProvisionOptions } from '../provision/python-wheel.ts';

export const LLAMA_ENGINE_VERSION = '3.22.1';

/** Platforms with a prebuilt CPU (on Apple silicon: Metal) binary. */
const BINARIES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-armv7l',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
};

/**
 * The folder that holds node-llama-cpp and the binary of this platform, installed once. Named
 * singly, since the package's own optional dependencies would add 600 MB of GPU builds.
 * @throws ConfigurationError on platforms without a binary
 */
export async function installLlamaEngine(options: ProvisionOptions): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const binary = BINARIES[platform];
  const remedy = 'use an endpoint of your own (deployment engine "external")';
  if (binary === undefined) {
    throw new ConfigurationError(`node-llama-cpp has no binary for ${platform}: ${remedy}`);
  }
  return installNpmPackages(
    {
      name: `node-llama-cpp-${LLAMA_ENGINE_VERSION}-${binary}`,
      packages: {
        'node-llama-cpp': LLAMA_ENGINE_VERSION,
        [`@node-llama-cpp/${binary}`]: LLAMA_ENGINE_VERSION,
      },
      remedy,
    },
    options,
  );
}
