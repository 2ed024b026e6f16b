import { randomUUID } from 'node:crypto';
import type { AgentClient } from '../../adapters/a2a/agent-client.ts';
import { AgentError, type AgentErrorCause } from '../../domain/errors.ts';
import type { CheckTarget } from './check.ts';

/** How the agent took one question. */
export interface Asked {
  readonly text?: string;
  readonly failure?: { readonly cause: AgentErrorCause; readonly message: string };
  /** Absent from direct replies. */
  readonly agentTaskId?: string;
  readonly wallMs: number;
}

export interface Question {
  readonly text: string;
  readonly messageId?: string;
  /** Called with the agent's task, once it has one, while it works. */
  readonly onTask?: (agentTaskId: string) => void;
}

/** Asks once. A failure of the agent is a finding; only an abort of the checks throws. */
export async function askOnce(
  client: AgentClient,
  { url, timeoutMs, signal }: CheckTarget,
  { text, messageId = randomUUID(), onTask }: Question,
): Promise<Asked> {
  const startMs = performance.now();
  let agentTaskId: string | undefined;
  const finish = () => ({
    wallMs: performance.now() - startMs,
    ...(agentTaskId === undefined ? {} : { agentTaskId }),
  });
  const onAgentTask = async (id: string) => {
    agentTaskId = id;
    onTask?.(id);
  };
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const bounded = AbortSignal.any([signal, timeout]);
    const reply = await client.ask({ url, messageId, text, onAgentTask }, bounded);
    return { text: reply.text, ...finish() };
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) {
      if (agentTaskId !== undefined) await client.cancel(url, agentTaskId);
      const message = `no answer within ${timeoutMs / 1000} s`;
      return { failure: { cause: 'agent-timeout', message }, ...finish() };
    }
    if (!(error instanceof AgentError)) throw error;
    return { failure: { cause: error.agentCause, message: error.message }, ...finish() };
  }
}
