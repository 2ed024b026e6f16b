import { ConfigurationError } from '../../domain/errors.ts';
import type { ServedDeployment } from '../../domain/suite/config-run.ts';
import { findProgram } from './find-program.ts';

/** Absolute paths, or names on PATH. */
export interface EnginePrograms {
  readonly vllm?: string;
  readonly trtllm?: string;
}

const PROGRAMS = {
  vllm: { key: 'vllm', name: 'vllm', variable: 'DURABENCH_VLLM' },
  'tensorrt-llm': { key: 'trtllm', name: 'trtllm-serve', variable: 'DURABENCH_TRTLLM' },
} as const;

/**
 * The absolute path of an engine's program.
 * @throws ConfigurationError naming the variable that says where it is
 */
export async function findEngine(
  engine: ServedDeployment['engine'],
  options: { readonly engines?: EnginePrograms; readonly env: Readonly<NodeJS.ProcessEnv> },
): Promise<string> {
  const { key, name, variable } = PROGRAMS[engine];
  const given = options.engines?.[key];
  const found = await findProgram(given ?? name, options.env.PATH);
  if (found !== undefined) return found;
  throw new ConfigurationError(
    given === undefined
      ? `there is no program "${name}" on the PATH of this host: install ${engine}, or set ${variable} to where it is`
      : `${variable} is "${given}", which is no program of this host: correct it`,
    { engine },
  );
}
