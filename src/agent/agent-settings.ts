import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ConfigurationError } from '../domain/errors.ts';

const decimal = z.string().trim().min(1).transform(Number).pipe(z.number());

const serving = {
  host: z.string().min(1).default('127.0.0.1'),
  port: decimal.pipe(z.int().min(0).max(65_535)),
  'card-url': z.url({ protocol: /^https?$/ }).optional(),
};
const pacing = {
  'delay-ms': decimal.pipe(z.number().min(0).max(3_600_000)).optional(),
  'jitter-seed': decimal.pipe(z.int().min(0)).optional(),
};

const seed = decimal.pipe(z.int().min(0));

const FlagsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('builtin'), ...serving }),
  z.strictObject({ kind: z.literal('do-nothing'), ...serving, ...pacing }),
  z.strictObject({ kind: z.literal('buy-and-hold'), ...serving, ...pacing }),
  z.strictObject({ kind: z.literal('rules'), ...serving, ...pacing }),
  z.strictObject({ kind: z.literal('random-trader'), seed, ...serving, ...pacing }),
  z.strictObject({ kind: z.literal('oracle'), answers: z.string().min(1), ...serving, ...pacing }),
  z.strictObject({
    kind: z.literal('noisy-oracle'),
    answers: z.string().min(1),
    accuracy: decimal.pipe(z.number().min(0).max(1)),
    seed,
    ...serving,
    ...pacing,
  }),
]);
export type AgentFlags = z.infer<typeof FlagsSchema>;

/** Reads the command line of the agent program. @throws ConfigurationError */
export function parseAgentFlags(args: readonly string[]): AgentFlags {
  const text = { type: 'string' } as const;
  let values: object;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        kind: text,
        host: text,
        port: text,
        'card-url': text,
        answers: text,
        accuracy: text,
        seed: text,
        'delay-ms': text,
        'jitter-seed': text,
      },
    }));
  } catch (error) {
    throw new ConfigurationError(error instanceof Error ? error.message : String(error));
  }
  return checkAgentFlags({ ...values });
}

/** Flags by their names on the command line, all as text. @throws ConfigurationError */
export function checkAgentFlags(values: Readonly<Record<string, unknown>>): AgentFlags {
  const flags = FlagsSchema.safeParse(values);
  if (flags.success) return flags.data;
  throw new ConfigurationError(`agent flags: ${z.prettifyError(flags.error)}`);
}
