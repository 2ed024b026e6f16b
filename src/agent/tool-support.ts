import type { AgentUsage } from '../contracts/agent-protocol.ts';
import { AgentError } from '../domain/errors.ts';
import type { ModelTurn } from './model-endpoint.ts';

const REFUSING_STATUSES: ReadonlySet<unknown> = new Set([400, 404, 422, 500, 501]);
const NAMES_TOOLS = /\btools?\b|\btool_|function[ _-]?call/i;

/** Calls as chat templates spell them, when no parser of the endpoint has picked them up. */
const WRITTEN_CALL =
  /<\|?tool_call|\[TOOL_CALLS\]|<\|python_tag\|>|<function=|"name"\s*:\s*"\w+"\s*,\s*"(?:arguments|parameters)"\s*:/i;
const COMMITTED = /^\W*answer\W*:/im;

/** Whether the endpoint can call tools, learnt once for all questions of this process. */
export class ToolSupport {
  #lacking: 'none' | 'ignored' | undefined;
  #works = false;
  readonly #enabled: boolean;

  constructor(enabled: boolean) {
    this.#enabled = enabled;
  }

  get isOffered(): boolean {
    return this.#enabled && this.#lacking === undefined;
  }

  /** What an answer reports that used no tool. */
  get unused(): NonNullable<AgentUsage['toolSupport']> {
    return this.#enabled ? (this.#lacking ?? 'ignored') : 'off';
  }

  /** Once a call has come through, one written as text is a slip of the model. */
  works(): void {
    this.#works = true;
  }

  lacks(support: 'none' | 'ignored'): void {
    if (!this.#works) this.#lacking = support;
  }
}

/** Whether the first request with tools failed because of the tools. */
export function refusesTools(error: unknown): boolean {
  if (!(error instanceof AgentError) || error.agentCause !== 'provider-error') return false;
  return REFUSING_STATUSES.has(error.facts.status) && NAMES_TOOLS.test(error.message);
}

/** Whether the endpoint left a call in the text, or lost it: there is no answer in such a turn. */
export function dropsCalls({ text, calls, finishReason }: ModelTurn): boolean {
  if (calls.length > 0) return false;
  if (text === null || text.trim() === '') return finishReason === 'tool_calls';
  return WRITTEN_CALL.test(text) && !COMMITTED.test(text);
}
