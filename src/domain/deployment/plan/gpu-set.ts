import { ConfigurationError } from '../../errors.ts';
import { suggestion } from '../../suggestion.ts';
import type { GpuFacts, ModelFacts } from './facts.ts';

export interface GpuSet {
  readonly count: number;
  readonly gpu: GpuFacts;
}

const COUNT_MAX = 1024;

/**
 * `8xH100-80`, case does not matter.
 * @throws ConfigurationError naming the GPUs there are.
 */
export function parseGpuSet(text: string, gpus: readonly GpuFacts[]): GpuSet {
  const known = gpus.map(({ id }) => id);
  const match = /^(\d+)x(.+)$/.exec(text.trim().toLowerCase());
  const count = Number(match?.[1]);
  if (match === null || count < 1 || count > COUNT_MAX) {
    throw new ConfigurationError(
      `"${text}" is no set of GPUs: write a count of 1 to ${COUNT_MAX}, "x" and one of ${known.join(', ')}, as in 8xh100-80`,
    );
  }
  const name = match[2] ?? '';
  const gpu = gpus.find(({ id }) => id === name);
  if (gpu !== undefined) return { count, gpu };
  throw new ConfigurationError(
    `there is no GPU "${name}"${suggestion(name, known)}; known: ${known.join(', ')}`,
  );
}

export interface Layout {
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
}

/** The widest tensor parallelism within a server; more servers become pipeline stages. */
export function defaultLayout({ count, gpu }: GpuSet): Layout {
  if (count <= gpu.perNode) return { tensorParallel: count, pipelineParallel: 1 };
  if (count % gpu.perNode !== 0) return { tensorParallel: count, pipelineParallel: 1 };
  return { tensorParallel: gpu.perNode, pipelineParallel: count / gpu.perNode };
}

/** Every way to use exactly that many GPUs that keeps tensor parallelism within a server. */
export const layoutsOf = ({ count, gpu }: GpuSet, { layers }: ModelFacts): readonly Layout[] =>
  Array.from({ length: Math.min(count, gpu.perNode) }, (_, index) => index + 1)
    .filter((tp) => count % tp === 0 && count / tp <= layers)
    .map((tp) => ({ tensorParallel: tp, pipelineParallel: count / tp }))
    .reverse();
