import type { ToolCallRecord } from '../contracts/agent-protocol.ts';
import type { CallResult, RequestedCall } from './model-endpoint.ts';
import { runTool, type ToolResult, toolError } from './tools/tool-box.ts';

/** Of arguments and results in the artifact; the model sees results whole. */
const RECORDED_CHARS_MAX = 3_000;

interface AnsweredCall {
  readonly result: CallResult;
  readonly record: ToolCallRecord;
}

/** Runs one call; any fault in it becomes a result the model can mend it by. */
export function answerCall({ id, name, arguments: text }: RequestedCall): AnsweredCall {
  const startMs = performance.now();
  const params = parseArguments(text);
  const result: ToolResult =
    params === undefined
      ? toolError('the arguments are no JSON object: call again with all of them in one object')
      : runTool(name, params);
  return {
    result: { callId: id, ...result },
    record: {
      tool: name.slice(0, RECORDED_CHARS_MAX),
      params: params === undefined || text.length > RECORDED_CHARS_MAX ? cut(text) : params,
      result: cut(result.text),
      is_error: result.isError,
      elapsed_ms: Math.round(performance.now() - startMs),
    },
  };
}

/** Nothing at all counts as no arguments; undefined for what is no JSON object. */
export function parseArguments(text: string): object | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const cut = (text: string): string => text.slice(0, RECORDED_CHARS_MAX);
