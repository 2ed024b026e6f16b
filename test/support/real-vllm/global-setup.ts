import type { TestProject } from 'vitest/node';
import { cacheDir } from '../../../src/adapters/provision/cache-dir.ts';
import { provideVllm, type RealVllm } from './provide-vllm.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Absent where `REAL_VLLM=skip` asks for going without it. */
    vllm: RealVllm | undefined;
  }
}

/**
 * Vitest global setup: a machine that cannot have vLLM fails, so that no green run is taken for
 * one with a real server.
 */
export default async function setup(project: TestProject): Promise<void> {
  const { env } = process;
  const wish = env.REAL_VLLM || 'require';
  if (wish !== 'require' && wish !== 'skip') {
    throw new Error(`REAL_VLLM is "${wish}": write require (the default) or skip`);
  }
  const vllm =
    wish === 'skip'
      ? undefined
      : await provideVllm({ cacheDir: cacheDir(env), log: console.error });
  project.provide('vllm', vllm);
}
