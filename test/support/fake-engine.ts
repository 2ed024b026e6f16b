import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServedDeployment } from '../../src/domain/suite/config-run.ts';

/** How a fake engine behaves; without anything, well. */
export interface EngineScript {
  /** Before it listens. */
  readonly startMs?: number;
  readonly ignoresTerm?: boolean;
  readonly children?: number;
  readonly endsAfterMs?: number;
  readonly exitCode?: number;
  readonly lastWords?: string;
  /** Ends with the last words, and exit code 1, when it is to serve a longer context. */
  readonly contextMax?: number;
  /** Status of `/health`. */
  readonly health?: number;
  readonly answers?: 'empty';
  /** Instead of the model it was told to serve. */
  readonly lists?: string;
  /** As vLLM's `max_model_len`. */
  readonly context?: number;
  /** `eager` calls tools unasked too; without it only forced ones. */
  readonly tools?: 'eager' | 'words' | 'refused';
}

/** A program in `dir` that stands in for an engine; the same one for all. */
export function fakeEngineProgram(dir: string): string {
  const program = join(dir, 'fake-engine');
  const source = join(import.meta.dirname, 'fake-engine-program.ts');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${source}" "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}

export const servedBy = (
  script: EngineScript,
  overrides: Partial<ServedDeployment> = {},
): ServedDeployment => ({
  engine: 'vllm',
  model: 'tiny',
  checkpoint: 'owner/tiny-1b',
  launcher: 'process',
  flags: ['--max-model-len', '2048'],
  environment: { FAKE_ENGINE: JSON.stringify(script) },
  context: 2048,
  slots: 2,
  ...overrides,
});
