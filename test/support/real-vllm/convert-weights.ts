import { createHash } from 'node:crypto';
import { access, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readYamlFile } from '../../../src/adapters/experiments/yaml-file.ts';
import { findWeights } from '../../../src/adapters/inference/model-weights.ts';
import { withFileLock } from '../../../src/adapters/process/file-lock.ts';
import type { ProvisionOptions } from '../../../src/adapters/provision/python-wheel.ts';
import { runTool } from '../../../src/adapters/provision/run-tool.ts';
import { ModelsFileSchema } from '../../../src/contracts/models-file.ts';

const MODEL = 'smollm2-135m-instruct';
const CONVERTER = join(import.meta.dirname, 'convert_weights.py');
const MODELS_FILE = join(import.meta.dirname, '../../../config/models.yaml');

/**
 * The model of the CPU engine as a folder that vLLM reads, made once and kept in the cache.
 * @param python of an environment with transformers, gguf and accelerate
 * @throws ConfigurationError when the weights cannot be fetched, DeploymentError when it fails
 */
export async function convertWeights(python: string, options: ProvisionOptions): Promise<string> {
  const { models } = await readYamlFile(MODELS_FILE, ModelsFileSchema);
  const weights = await findWeights(MODEL, models, options);
  const { sha256 } = models.find(({ id }) => id === MODEL) ?? {};
  const source = createHash('sha256')
    .update(`${sha256}`)
    .update(await readFile(CONVERTER));
  const { cacheDir, env = process.env, signal } = options;
  const dir = join(cacheDir, `${MODEL}-hf-${source.digest('hex').slice(0, 8)}`);
  return withFileLock(`${dir}.lock`, signal, async () => {
    // The folder appears by one rename, so its presence proves it complete.
    const isMade = await access(dir).then(
      () => true,
      () => false,
    );
    if (isMade) return dir;
    const workDir = await mkdtemp(join(cacheDir, '.weights-'));
    try {
      options.log?.(`converting ${MODEL} for vLLM`);
      await runTool({
        program: python,
        args: [CONVERTER, weights, join(workDir, 'hf')],
        cwd: workDir,
        env: { ...env, HF_HUB_OFFLINE: '1' },
        signal,
        purpose: `${MODEL} as a Hugging Face folder`,
        remedy: 'free 2 GB of memory and 1 GB of disk',
      });
      await rename(join(workDir, 'hf'), dir);
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
    return dir;
  });
}
