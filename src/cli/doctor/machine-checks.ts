import { execFile } from 'node:child_process';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { isAtLeast } from '../../temporal/version.ts';
import { type Check, checkThat } from './check.ts';

const NODE_VERSION_MIN = '22.18.0';
const CORES_WANTED = 2;
/** Server, worker and the 135M model together. */
const FREE_MEMORY_WANTED_BYTES = 1.5 * 2 ** 30;

export const machineChecks = (): readonly Promise<Check>[] => [
  nodeCheck(),
  pipCheck(),
  loadCheck(),
];

const nodeCheck = (): Promise<Check> =>
  checkThat('Node', '', async () =>
    isAtLeast(process.versions.node, NODE_VERSION_MIN)
      ? { status: 'ok', detail: process.versions.node }
      : {
          status: 'fail',
          detail: `${process.versions.node} is older than ${NODE_VERSION_MIN}`,
          remedy: 'update Node, or run "npm install" without --omit=optional',
        },
  );

/** Only a warning: with a Temporal CLI and an endpoint of one's own nothing is fetched by pip. */
const pipCheck = async (): Promise<Check> => {
  const name = 'Python and pip';
  try {
    const { stdout } = await promisify(execFile)('python3', ['-m', 'pip', '--version'], {
      timeout: 20_000,
    });
    return { name, status: 'ok', detail: stdout.trim().replace(/ from \S+/, '') };
  } catch {
    return {
      name,
      status: 'warn',
      detail: '"python3 -m pip" does not run; the packaged Temporal CLI and model come through it',
      remedy: 'install Python 3 with pip, or set DURABENCH_TEMPORAL_CLI and use your own endpoint',
    };
  }
};

const loadCheck = (): Promise<Check> =>
  checkThat('CPU and memory', '', async () => {
    const cores = availableParallelism();
    const detail = `${cores} cores, ${gib(freemem())} of ${gib(totalmem())} GiB free`;
    return cores >= CORES_WANTED && freemem() >= FREE_MEMORY_WANTED_BYTES
      ? { status: 'ok', detail }
      : {
          status: 'warn',
          detail,
          remedy: `quickstart wants ${CORES_WANTED} cores and ${gib(FREE_MEMORY_WANTED_BYTES)} GiB free`,
        };
  });

const gib = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
