import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ConfigurationError } from '../domain/errors.ts';
import { defaultThreads } from './cpu-threads.ts';

const Count = z.coerce.number().int().min(1);
const ServerOptionsSchema = z.object({
  /** Folder whose node_modules holds node-llama-cpp. */
  engineDir: z.string().min(1),
  /** A GGUF file. */
  weights: z.string().min(1),
  /** The name the model is listed and answers under. */
  alias: z.string().min(1),
  port: Count.max(65_535),
  contextTokens: Count.min(256),
  slots: Count.max(64),
  threads: Count.max(256),
});
export type ServerOptions = Readonly<z.infer<typeof ServerOptionsSchema>>;

/** @throws ConfigurationError naming the wrong flag. */
export function parseServerOptions(args: readonly string[]): ServerOptions {
  const flag = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      'engine-dir': flag,
      weights: flag,
      alias: flag,
      port: flag,
      context: flag,
      slots: flag,
      threads: flag,
    },
  });
  const parsed = ServerOptionsSchema.safeParse({
    engineDir: values['engine-dir'],
    weights: values.weights,
    alias: values.alias,
    port: values.port,
    contextTokens: values.context,
    slots: values.slots,
    threads: values.threads ?? defaultThreads(),
  });
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(z.prettifyError(parsed.error));
}
