import { ApplicationFailure } from '@temporalio/common';
import type { AgentClient } from '../src/adapters/a2a/agent-client.ts';
import { putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { redactMessage } from '../src/adapters/artifacts/redact.ts';
import { UNKNOWN_USAGE, type Usage } from '../src/domain/agent/usage.ts';
import { AgentError } from '../src/domain/errors.ts';
import {
  FOLLOW_UP_QUESTION,
  FOLLOW_UP_TIMEOUT_MS,
} from '../src/domain/scoring/compat/follow-up.ts';
import { roundKeys } from '../src/domain/suite/artifact-keys.ts';
import { askAgent } from './ask-agent.ts';
import { CallLog } from './call-log.ts';
import type { InTurn } from './call-turns.ts';
import type { TaskRef } from './contract.ts';
import { awaitOpenGate } from './endpoint-gate.ts';
import { answerToFollowUp, type EndedAnswer } from './followed-answer.ts';
import type { RunRecords } from './run-records.ts';

export interface FollowUpPorts {
  readonly records: RunRecords;
  readonly agents: AgentClient;
  readonly inTurn: InTurn;
  readonly signal: AbortSignal;
}

interface Place {
  readonly ref: TaskRef;
  readonly taskDir: string;
}

/** An agent that is away now has just answered: it is not waited for as for the answer itself. */
const GATE_WAIT_MS = 60_000;
const LOST = 'the reply was lost with the worker that asked, and the question is asked only once';

/**
 * Asks the original's follow-up question where it is due, while the agent is there: an answer that a
 * judge has yet to grade is followed up ahead. Asked at most once, whatever crashes; a failure is
 * stored as the reason why there is no reply, and fails nothing.
 * @returns What the reply cost.
 */
export async function followUp(answer: EndedAnswer & Place, ports: FollowUpPorts): Promise<Usage> {
  const first = await answerToFollowUp(answer);
  if (first === undefined) return UNKNOWN_USAGE;
  const { store } = ports.records;
  const keys = roundKeys(answer.taskDir, answer.ref.scope.round).followUp;
  const log = new CallLog(store, keys.dir);
  const known = await log.reply();
  if (known !== undefined) return known.reply.usage;
  if (await store.has(keys.unanswered)) return UNKNOWN_USAGE;
  try {
    if (first.ref === undefined) throw new AgentError('empty-reply', 'the answer was empty');
    return await ports.inTurn(() => askOnce(answer, ports, log, first.contextId));
  } catch (error) {
    ports.signal.throwIfAborted();
    const why = reasonOf(error);
    await putJson(store, keys.unanswered, { why, at: new Date().toISOString() });
    return UNKNOWN_USAGE;
  }
}

async function askOnce(
  { ref, config, task }: EndedAnswer & Place,
  { records, agents, signal }: FollowUpPorts,
  log: CallLog,
  contextId: string | undefined,
): Promise<Usage> {
  const isLost = (await log.intents()) > 0 && (await log.openCall()) === undefined;
  if (isLost) throw new AgentError('agent-unreachable', LOST);
  const gate = await awaitOpenGate(records, ref, performance.now() + GATE_WAIT_MS, signal);
  if (gate === undefined) {
    throw new AgentError('endpoint-unavailable', 'the deployment was given up');
  }
  const question = {
    key: `${ref.scope.runKey}/${config.configId}/${task.id}/k${ref.repeat}/r${ref.scope.round}/debate`,
    text: FOLLOW_UP_QUESTION,
    timeoutMs: FOLLOW_UP_TIMEOUT_MS,
    conversation: contextId === undefined ? {} : { contextId },
    refusesErrors: false,
  };
  const { reply } = await askAgent(onlyOnce(agents, log), log, gate, question, signal);
  return reply.usage;
}

/** Takes a reply up again, and asks for none a second time. */
const onlyOnce = (agents: AgentClient, log: CallLog): AgentClient => ({
  async ask(request, signal) {
    if ((await log.intents()) > 1) throw new AgentError('agent-unreachable', LOST);
    return agents.ask(request, signal);
  },
  resume: (url, agentTaskId, signal) => agents.resume(url, agentTaskId, signal),
  cancel: (url, agentTaskId) => agents.cancel(url, agentTaskId),
});

/** @throws the error itself when it is none of the agent's or its endpoint's */
function reasonOf(error: unknown): string {
  if (error instanceof AgentError) return `${error.agentCause}: ${redactMessage(error.message)}`;
  if (error instanceof ApplicationFailure) return error.message;
  throw error;
}
