import { prettifyError, ZodError } from 'zod';
import { suggestion } from '../../domain/suggestion.ts';
import { ARITHMETIC_TOOLS } from './arithmetic-tools.ts';
import { CALENDAR_TOOLS } from './calendar-tools.ts';
import { SAMPLE_TOOLS } from './sample-tools.ts';
import { SECURITY_TOOLS } from './security-tools.ts';
import { TIME_VALUE_TOOLS } from './time-value-tools.ts';
import type { Tool } from './tool.ts';

const RESULT_CHARS_MAX = 8_000;
/** More digits would show the rounding of the machine. */
const SIGNIFICANT_DIGITS = 12;

export const TOOLS: readonly Tool[] = [
  ...ARITHMETIC_TOOLS,
  ...TIME_VALUE_TOOLS,
  ...SECURITY_TOOLS,
  ...SAMPLE_TOOLS,
  ...CALENDAR_TOOLS,
];

const BY_NAME: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.name, tool]));

export interface ToolResult {
  /** JSON for the model; an error says how to mend the call. */
  readonly text: string;
  readonly isError: boolean;
}

/** Runs one call of the model. Whatever it sends, the answer is something it can go on with. */
export function runTool(name: string, args: unknown): ToolResult {
  const tool = BY_NAME.get(name);
  if (tool === undefined) {
    const names = [...BY_NAME.keys()];
    return toolError(
      `there is no tool "${name.slice(0, 100)}"${suggestion(name, names)}; use one of ${names.join(', ')}`,
    );
  }
  try {
    const text = JSON.stringify(tool.run(args), withoutNoise);
    return text.length > RESULT_CHARS_MAX
      ? toolError('the result is too long: ask for less')
      : { text, isError: false };
  } catch (error) {
    if (error instanceof ZodError) return toolError(`wrong arguments: ${prettifyError(error)}`);
    if (error instanceof RangeError) return toolError(error.message);
    throw error;
  }
}

export const toolError = (message: string): ToolResult => ({
  text: JSON.stringify({ error: message.slice(0, RESULT_CHARS_MAX / 4) }),
  isError: true,
});

/** A result that is no number would read as null, which models take for zero. */
function withoutNoise(name: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) {
    throw new RangeError(`${name} is too large to be calculated: check the arguments`);
  }
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
