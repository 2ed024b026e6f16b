import type { AgentClient } from '../src/adapters/a2a/agent-client.ts';
import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { OutcomeSchema } from '../src/contracts/records.ts';
import { addUsage } from '../src/domain/agent/usage.ts';
import { type AskedTask, isMarket } from '../src/domain/dataset/task.ts';
import { AgentError, ArtifactError } from '../src/domain/errors.ts';
import type { Failed, Unscored } from '../src/domain/scoring/score.ts';
import { configKeys, configRoot, roundKeys } from '../src/domain/suite/artifact-keys.ts';
import { isFatal, outcomeOfFailure } from '../src/domain/suite/attempt-budget.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { costUsd } from '../src/domain/suite/price.ts';
import { askAgent } from './ask-agent.ts';
import { askedFiles } from './asked-files.ts';
import { CallLog } from './call-log.ts';
import type { CallTurns, InTurn } from './call-turns.ts';
import type { AnsweredTask, TaskRef, TaskResult } from './contract.ts';
import { awaitOpenGate, GATE_WAIT_MS } from './endpoint-gate.ts';
import { followUp } from './follow-up.ts';
import { followUpFacts } from './followed-answer.ts';
import { withHeartbeat } from './heartbeat.ts';
import { type GradedReply, outcomeOf, spendOf, taskResultOf } from './outcome.ts';
import { endsAtOnce } from './pending-in-phase.ts';
import { needsJudge, reachVerdict } from './reach-verdict.ts';
import { retryUnlessSpent } from './retry-unless-spent.ts';
import type { RunRecords } from './run-records.ts';
import { standingReply } from './standing-reply.ts';

export interface RunPorts {
  readonly records: RunRecords;
  readonly agents: AgentClient;
}

/** Asks the agent unless its reply is stored; grades and commits the outcome unless a judge must. */
export async function runTask(
  { records, agents }: RunPorts,
  turns: CallTurns,
  ref: TaskRef,
): Promise<TaskResult | AnsweredTask> {
  const config = await records.configRun(ref);
  const context = await taskContext(records, config, ref);
  const earlier = await records.outcome(context.taskDir, ref.scope.round);
  if (earlier !== undefined) return taskResultOf(earlier);
  return withHeartbeat((signal) =>
    attempt(context, { records, agents, signal, inTurn: turns.of(ref, config, signal) }, signal),
  );
}

interface AttemptPorts extends RunPorts {
  readonly inTurn: InTurn;
  readonly signal: AbortSignal;
}

interface TaskContext {
  readonly ref: TaskRef;
  readonly config: ConfigRun;
  readonly task: AskedTask;
  readonly taskDir: string;
  readonly log: CallLog;
}

async function taskContext(
  records: RunRecords,
  config: ConfigRun,
  ref: TaskRef,
): Promise<TaskContext> {
  const configDir = configRoot(ref.scope.root, config.configId);
  const task = await records.task(configDir, ref.slice, ref);
  if (isMarket(task)) throw new ArtifactError(`task "${task.id}" is traded, not asked`);
  const taskDir = configKeys(configDir).task(task.id, ref.repeat);
  return {
    ref,
    config,
    task,
    taskDir,
    log: new CallLog(records.store, roundKeys(taskDir, ref.scope.round).dir),
  };
}

/** One activity attempt: a stored reply, or a new one. */
async function attempt(
  context: TaskContext,
  ports: AttemptPorts,
  signal: AbortSignal,
): Promise<TaskResult | AnsweredTask> {
  const { taskDir, ref } = context;
  const stored = await standingReply(ports.records, taskDir, ref.scope);
  if (stored !== undefined) return end(context, ports, stored);
  try {
    // Slots are the endpoint's: what is read before a call and recorded after it takes none.
    const graded = await ports.inTurn(() => askWhenOpen(context, ports, signal));
    if (graded !== undefined) return await end(context, ports, graded);
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    return afterFailure(context, ports, error);
  }
  const message = 'the deployment was given up';
  return commit(context, ports, outcomeOfFailure('endpoint-unavailable', message));
}

/** Undefined when the config has given its deployment up. */
async function askWhenOpen(
  { ref, config, task, log }: TaskContext,
  { records, agents }: RunPorts,
  signal: AbortSignal,
): Promise<GradedReply | undefined> {
  const gate = await awaitOpenGate(records, ref, performance.now() + GATE_WAIT_MS, signal);
  if (gate === undefined) return undefined;
  const question = {
    key: `${ref.scope.runKey}/${config.configId}/${task.id}/k${ref.repeat}/r${ref.scope.round}`,
    text: task.question,
    files: () => askedFiles(task, config.profile, records.store),
    timeoutMs: config.timeoutMs,
    // The follow-up question goes on in it.
    ...(config.conductDebate && { conversation: {} }),
    refusesErrors: config.profile !== 'compat',
  };
  return askAgent(agents, log, gate, question, signal);
}

/** Ends the task when its budget is spent, else asks Temporal for another attempt. */
async function afterFailure(
  context: TaskContext,
  ports: AttemptPorts,
  error: AgentError,
): Promise<TaskResult | AnsweredTask> {
  const { agentCause, message } = error;
  if (!endsAtOnce(context.config.profile, agentCause)) await retryUnlessSpent(context.log, error);
  // An attempt beside this one may have been answered.
  const stored = await context.log.reply();
  if (stored !== undefined) return end(context, ports, stored);
  const result = await end(context, ports, outcomeOfFailure(agentCause, message));
  return isFatal(agentCause) && result.kind !== 'answered'
    ? { ...result, fatal: agentCause }
    : result;
}

/** Commits what the rules make of it; what they leave to a judge is stored, and told. */
async function end(
  context: TaskContext,
  ports: AttemptPorts,
  ending: GradedReply | Failed | Unscored,
): Promise<TaskResult | AnsweredTask> {
  const { config } = context;
  const followUpUsage = await followUp({ ...context, ending }, ports);
  if (!(await needsJudge({ ...context, ending }))) return commit(context, ports, ending);
  if (!('reply' in ending) || ending.isEarlier) return { kind: 'answered' };
  const usage = addUsage(ending.reply.usage, followUpUsage);
  return { kind: 'answered', spend: spendOf(usage, costUsd(usage, config.price)) };
}

/** Writes `outcome.json` unless another attempt has; either way the stored one is the result. */
async function commit(
  { ref, config, task, taskDir, log }: TaskContext,
  { records }: RunPorts,
  ending: GradedReply | Failed | Unscored,
): Promise<TaskResult> {
  const keys = roundKeys(taskDir, ref.scope.round);
  const { price } = config;
  const { round } = ref.scope;
  const verdict = await reachVerdict({ config, task, log, ending });
  const outcome = outcomeOf({
    task,
    repeat: ref.repeat,
    round,
    ...verdict,
    ...(await followUpFacts(records.store, config, { taskDir, round }, verdict.compat)),
    intents: await log.intents(),
    ...(price && { price }),
    ...('reply' in ending && { graded: ending }),
  });
  const { created } = await putJson(records.store, keys.outcome, outcome);
  return taskResultOf(
    created ? outcome : await getJson(records.store, keys.outcome, OutcomeSchema),
  );
}
