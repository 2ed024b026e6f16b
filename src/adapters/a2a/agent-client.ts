import type { ToolSupportReport } from '../../contracts/agent-protocol.ts';
import type { Usage } from '../../domain/agent/usage.ts';

export interface AgentReply {
  readonly text: string;
  readonly usage: Usage;
  /** The model id as the agent's endpoint answered it; null when the agent does not report it. */
  readonly answeredModel: string | null;
  readonly finishReason: string | null;
  /** The conversation the answer belongs to; absent when the agent names none. */
  readonly contextId?: string;
  /** Tools the agent called on its way; absent, as the next two, when it does not report them. */
  readonly toolCalls?: number;
  readonly toolSupport?: ToolSupportReport;
  /** Settings that did not reach the model as configured. */
  readonly warnings?: readonly string[];
}

/** A file that goes with a question. */
export interface AskFile {
  readonly name: string;
  readonly mediaType: string;
  /** Its content, or where the agent finds it. */
  readonly content: { readonly bytes: Uint8Array } | { readonly url: string };
}

export interface AskRequest {
  readonly url: string;
  /** Deterministic, so that an agent can recognise a question it has already been asked. */
  readonly messageId: string;
  readonly text: string;
  readonly files?: readonly AskFile[];
  /** The conversation to go on with, as an earlier reply named it; a new one when absent. */
  readonly contextId?: string;
  /** Called, and awaited, as soon as the agent names its task: before any waiting. */
  readonly onAgentTask: (agentTaskId: string) => Promise<void>;
}

/** Speaks to agents under test. All failures are `AgentError`; an abort rethrows the abort reason. */
export interface AgentClient {
  ask(request: AskRequest, signal: AbortSignal): Promise<AgentReply>;
  /** Waits for a task asked for earlier; undefined when the agent no longer knows it. */
  resume(url: string, agentTaskId: string, signal: AbortSignal): Promise<AgentReply | undefined>;
  /** Tells the agent to drop a task nobody waits for. Never throws. */
  cancel(url: string, agentTaskId: string): Promise<void>;
}
