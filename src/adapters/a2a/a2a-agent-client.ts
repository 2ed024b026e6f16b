import type { Task } from '@a2a-js/sdk';
import { AgentError } from '../../domain/errors.ts';
import type { AgentClient, AgentReply, AskRequest } from './agent-client.ts';
import type { AgentConnection } from './agent-connection.ts';
import { AgentDirectory } from './agent-directory.ts';
import { replyOfMessage, replyOfTask } from './agent-reply.ts';
import { awaitAgentTask, isSettled } from './await-agent-task.ts';

const CANCEL_TIMEOUT_MS = 2_000;
/** A question on its way has no task id to cancel it by; the answer with the id takes a moment. */
const SEND_GRACE_MS = 2_000;

/** Speaks A2A 1.0 and 0.3 over JSON-RPC. Safe for any number of calls at once. */
export class A2aAgentClient implements AgentClient {
  readonly #directory = new AgentDirectory();

  ask({ url, onAgentTask, ...question }: AskRequest, signal: AbortSignal): Promise<AgentReply> {
    return this.#with(url, signal, async (connection) => {
      const answer = await patiently(signal, (patient) => connection.send(question, patient));
      if (!('status' in answer)) return replyOfMessage(answer);
      await onAgentTask(answer.id);
      signal.throwIfAborted();
      const task = await settle(connection, answer, signal);
      if (task !== undefined) return replyOfTask(task);
      throw new AgentError(
        'agent-unreachable',
        `agent ${url} no longer knows its task ${answer.id}: it was probably restarted`,
        { facts: { url, agentTask: answer.id } },
      );
    });
  }

  resume(url: string, agentTaskId: string, signal: AbortSignal): Promise<AgentReply | undefined> {
    return this.#with(url, signal, async (connection) => {
      const task = await awaitAgentTask(connection, agentTaskId, signal);
      return task === undefined ? undefined : replyOfTask(task);
    });
  }

  async cancel(url: string, agentTaskId: string): Promise<void> {
    const signal = AbortSignal.timeout(CANCEL_TIMEOUT_MS);
    try {
      const connection = await this.#directory.connect(url, signal);
      await connection.cancel(agentTaskId, signal);
    } catch {
      // A courtesy to the agent: nobody waits for the task, whatever becomes of it.
    }
  }

  async #with<T>(
    url: string,
    signal: AbortSignal,
    talk: (connection: AgentConnection) => Promise<T>,
  ): Promise<T> {
    const connection = await this.#directory.connect(url, signal);
    try {
      return await talk(connection);
    } catch (error) {
      if (error instanceof AgentError && STALE_CARD_CAUSES.has(error.agentCause)) {
        this.#directory.forget(url);
      }
      throw error;
    }
  }
}

/** Failures after which another agent, or another version of it, may answer at the same URL. */
const STALE_CARD_CAUSES: ReadonlySet<string> = new Set(['agent-unreachable', 'protocol-error']);

const settle = async (connection: AgentConnection, task: Task, signal: AbortSignal) =>
  isSettled(task) ? task : awaitAgentTask(connection, task.id, signal);

/** Lets `work` go on for the grace period after an abort; failing then, it rethrows the reason. */
async function patiently<T>(
  signal: AbortSignal,
  work: (patient: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const patience = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    timer = setTimeout(() => patience.abort(signal.reason), SEND_GRACE_MS);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work(patience.signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  }
}
