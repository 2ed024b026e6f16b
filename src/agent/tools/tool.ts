import { z } from 'zod';

/** A calculator the model may call. It holds no data: everything it says follows from its arguments. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of the arguments. */
  readonly parameters: Record<string, unknown>;
  /** @throws ZodError for arguments of the wrong shape, RangeError for those without a result */
  run(args: unknown): object;
}

export function defineTool<Arguments>(definition: {
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodType<Arguments>;
  readonly run: (args: Arguments) => object;
}): Tool {
  const { name, description, schema, run } = definition;
  // Providers check the dialect themselves, and some refuse the keyword that names it.
  const { $schema: _dialect, ...parameters } = z.toJSONSchema(schema, { io: 'input' });
  return { name, description, parameters, run: (args) => run(schema.parse(args)) };
}

/** Keeps one call well below a second, whatever a model sends. */
const VALUES_MAX = 2_000;

export const Numbers = (min: number) => z.array(z.number()).min(min).max(VALUES_MAX);
