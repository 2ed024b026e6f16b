import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readCatalogue } from '../../adapters/catalogue/read-catalogue.ts';
import type { Check } from './check.ts';

const TIMEOUT_MS = 60_000;
const FREE_SHARE_WANTED = 0.9;

/** What serving on GPUs needs, each asked of the real program. */
export const gpuChecks = (configRoot: string, env = process.env): readonly Promise<Check>[] => [
  driverCheck(env),
  memoryCheck(env),
  catalogueCheck(configRoot, env),
  pythonCheck('PyTorch CUDA', TORCH, 'see torch-without-cuda in docs/deploy.md', env),
  pythonCheck('NumPy', 'import numpy; print(numpy.__version__)', 'pip install "numpy<2.0"', env),
  pythonCheck('vLLM', 'import vllm; print(vllm.__version__)', 'pip install vllm', env),
];

const TORCH =
  'import sys,torch; print(torch.__version__, "CUDA", torch.version.cuda, "GPUs", torch.cuda.device_count()); sys.exit(0 if torch.cuda.is_available() else "CUDA available: False")';

const DRIVER_REMEDY = 'install the NVIDIA driver; after an update of it, restart the machine';

const driverCheck = (env: NodeJS.ProcessEnv): Promise<Check> =>
  asked('NVIDIA driver', DRIVER_REMEDY, async () => {
    const rows = await smi('name,driver_version', env);
    return { status: 'ok', detail: rows.map((row) => row.join(', driver ')).join('; ') };
  });

const memoryCheck = (env: NodeJS.ProcessEnv): Promise<Check> =>
  asked('GPU memory', DRIVER_REMEDY, async () => {
    const rows = await smi('memory.free,memory.total', env);
    const detail = rows.map(([free, total]) => `${free} of ${total} MiB free`).join('; ');
    const isFree = rows.every(([free, total]) => Number(free) >= FREE_SHARE_WANTED * Number(total));
    if (isFree) return { status: 'ok', detail };
    return {
      status: 'warn',
      detail,
      remedy: 'stop what uses it: "nvidia-smi" lists the processes',
    };
  });

const catalogueCheck = (configRoot: string, env: NodeJS.ProcessEnv): Promise<Check> =>
  asked('Compute capability', DRIVER_REMEDY, async () => {
    const { gpus } = await readCatalogue(configRoot);
    const found = [...new Set((await smi('compute_cap', env)).flat())];
    const unknown = found.filter((text) => gpus.every((gpu) => gpu.capability !== Number(text)));
    const detail = found.join(', ');
    if (unknown.length === 0) return { status: 'ok', detail };
    const remedy = `plans do not know ${unknown.join(', ')}: add the GPU to config/catalogue/gpus.yaml`;
    return { status: 'warn', detail, remedy };
  });

const pythonCheck = (name: string, program: string, remedy: string, env: NodeJS.ProcessEnv) =>
  asked(name, remedy, async () => ({
    status: 'ok',
    detail: (await output('python3', ['-c', program], env)).trim(),
  }));

async function smi(query: string, env: NodeJS.ProcessEnv): Promise<readonly string[][]> {
  const args = [`--query-gpu=${query}`, '--format=csv,noheader,nounits'];
  const rows = (await output('nvidia-smi', args, env)).trim().split('\n');
  return rows.map((row) => row.split(',').map((cell) => cell.trim()));
}

async function output(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  return (await promisify(execFile)(program, [...args], { timeout: TIMEOUT_MS, env })).stdout;
}

/** The last lines that the program wrote say what is wrong; an absent one wrote none. */
async function asked(
  name: string,
  remedy: string,
  examine: () => Promise<Omit<Check, 'name'>>,
): Promise<Check> {
  try {
    return { name, ...(await examine()) };
  } catch (error) {
    const { code, stdout = '', stderr = '', message, path } = error as FailedProgram;
    if (code === 'ENOENT') return { name, status: 'fail', detail: `${path} is absent`, remedy };
    const said = `${stdout}\n${stderr}`.split('\n').filter(Boolean).slice(-2).join(' | ');
    return { name, status: 'fail', detail: said || message, remedy };
  }
}

type FailedProgram = Error & { code?: unknown; stdout?: string; stderr?: string; path?: string };
