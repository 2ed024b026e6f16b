import { putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { toExtendedJson } from '../src/contracts/extended-json.ts';
import type { Reply } from '../src/contracts/records.ts';
import { AgentError, ArtifactError } from '../src/domain/errors.ts';
import { playEpisode } from '../src/domain/market/engines.ts';
import type { DecisionRequest, Episode } from '../src/domain/market/episode.ts';
import type { EpisodePlan } from '../src/domain/market/episode-plan.ts';
import { episodeKeys } from '../src/domain/suite/artifact-keys.ts';
import { isFatal, outcomeOfFailure } from '../src/domain/suite/attempt-budget.ts';
import { addSpend, NOTHING_SPENT, type Spend } from '../src/domain/suite/budget.ts';
import { costUsd } from '../src/domain/suite/price.ts';
import { askAgent } from './ask-agent.ts';
import { CallLog } from './call-log.ts';
import type { CallTurns, InTurn } from './call-turns.ts';
import type { EpisodeFailure, EpisodeProgress, EpisodeRef } from './contract.ts';
import { Conversation, inputOf } from './conversation.ts';
import { awaitOpenGate, GATE_WAIT_MS } from './endpoint-gate.ts';
import { withHeartbeat } from './heartbeat.ts';
import { type MarketContext, marketContext } from './market-task.ts';
import { spendOf } from './outcome.ts';
import { retryUnlessSpent } from './retry-unless-spent.ts';
import type { RunPorts } from './run-task.ts';

/** Quick decisions share an activity; a pause or a cancellation waits no longer than this for them. */
const CHUNK_MS = 1_000;
/** An agent that loses every conversation would be asked for ever. */
const CONVERSATIONS_MAX = 4;

interface Sitting extends MarketContext {
  readonly ref: EpisodeRef;
  readonly plan: EpisodePlan;
  readonly ports: RunPorts;
  readonly inTurn: InTurn;
  readonly signal: AbortSignal;
}

/** Takes an episode up where its stored decisions end, and makes the next ones. */
export async function playDecisions(
  ports: RunPorts,
  turns: CallTurns,
  ref: EpisodeRef,
): Promise<EpisodeProgress> {
  const context = await marketContext(ports.records, ref);
  const plan = context.plans.find(({ id }) => id === ref.episodeId);
  if (plan === undefined) {
    throw new ArtifactError(`task "${ref.taskId}" has no episode "${ref.episodeId}"`);
  }
  return withHeartbeat((signal) =>
    play({ ...context, ref, plan, ports, signal, inTurn: turns.of(ref, context.config, signal) }),
  );
}

async function play(sitting: Sitting): Promise<EpisodeProgress> {
  const { plan, taskDir, ports, scenario, task } = sitting;
  const { store } = ports.records;
  const conversation = await Conversation.open(store, taskDir, plan.id);
  if (conversation.generation >= CONVERSATIONS_MAX) return unscored(LOST_TOO_OFTEN, conversation);

  const episode = playEpisode(scenario, task.source, plan);
  let turn = replay(episode, conversation);
  const until = performance.now() + CHUNK_MS;
  let spend = NOTHING_SPENT;
  for (let made = 0; !turn.done; made += 1) {
    if (conversation.isLost) break;
    if (made > 0 && performance.now() > until) return progress('open', conversation, spend);
    const answer = await decide(sitting, conversation, turn.value);
    if (answer.kind === 'unscored') return unscored(answer, conversation, spend);
    if (answer.kind === 'reply') {
      spend = addSpend(
        spend,
        spendOf(answer.reply.usage, costUsd(answer.reply.usage, sitting.config.price)),
      );
    }
    conversation.decisions.push(answer);
    turn = episode.next(inputOf(answer));
  }
  if (conversation.isLost) {
    await conversation.giveUp();
    return progress('open', conversation, spend);
  }
  if (!turn.done) throw new ArtifactError(`episode "${plan.id}" stopped before its end`);
  const { summary } = episodeKeys(taskDir, plan.id, conversation.generation);
  await putJson(store, summary, toExtendedJson(turn.value));
  return progress('done', conversation, spend);
}

/** The stored decisions through the pure engine: nobody is asked. */
function replay(episode: Episode, { decisions }: Conversation): ReturnType<Episode['next']> {
  let turn = episode.next();
  for (const decision of decisions) {
    if (turn.done) break;
    turn = episode.next(inputOf(decision));
  }
  return turn;
}

type Answer =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'failed'; readonly message: string }
  | ({ readonly kind: 'unscored' } & EpisodeFailure);

async function decide(
  sitting: Sitting,
  conversation: Conversation,
  request: DecisionRequest,
): Promise<Answer> {
  const { plan, taskDir, ref, ports } = sitting;
  const keys = episodeKeys(taskDir, plan.id, conversation.generation).decision(
    request.call,
    ref.scope.round,
  );
  const log = new CallLog(ports.records.store, keys.dir);
  try {
    const reply = await sitting.inTurn(() => ask(sitting, conversation, request, log));
    if (reply !== undefined) return { kind: 'reply', reply };
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    return afterFailure(sitting, keys.failed, log, error);
  }
  return { kind: 'unscored', reason: 'infrastructure', message: 'the deployment was given up' };
}

/** Undefined when the config has given its deployment up. */
async function ask(
  { ports, ref, config, task, plan, signal }: Sitting,
  { generation, contextId }: Conversation,
  request: DecisionRequest,
  log: CallLog,
): Promise<Reply | undefined> {
  // Another attempt may have been answered while this one waited for a slot.
  const stored = await log.reply();
  if (stored !== undefined) return stored.reply;
  const gate = await awaitOpenGate(ports.records, ref, performance.now() + GATE_WAIT_MS, signal);
  if (gate === undefined) return undefined;
  const decision = `${plan.id}/g${generation}/${request.call}/r${ref.scope.round}`;
  const question = {
    key: `${ref.scope.runKey}/${config.configId}/${task.id}/k${ref.repeat}/${decision}`,
    text: request.payload(),
    timeoutMs: config.timeoutMs,
    refusesErrors: plan.profile !== 'compat',
    conversation: contextId === undefined ? {} : { contextId },
  };
  return (await askAgent(ports.agents, log, gate, question, signal)).reply;
}

/**
 * An agent that makes no decision holds, and that counts against it. What its provider failed at is
 * no decision: the episode waits, or has no score. The original holds in either case.
 */
async function afterFailure(
  { plan, ports }: Sitting,
  failedKey: string,
  log: CallLog,
  error: AgentError,
): Promise<Answer> {
  await retryUnlessSpent(log, error);
  const stored = await log.reply();
  if (stored !== undefined) return { kind: 'reply', reply: stored.reply };
  const { agentCause: cause, message } = error;
  const outcome = outcomeOfFailure(cause, message);
  const holds = plan.profile === 'compat' && !isFatal(cause) && outcome.reason !== 'infrastructure';
  if (outcome.kind === 'failed' || holds) {
    const record = { cause, message, at: new Date().toISOString() };
    await putJson(ports.records.store, failedKey, record);
    return { kind: 'failed', message };
  }
  const { reason } = outcome;
  return { kind: 'unscored', reason, message, ...(isFatal(cause) && { fatal: cause }) };
}

const LOST_TOO_OFTEN: EpisodeFailure = {
  reason: 'infrastructure',
  message: `the agent has lost its conversation ${CONVERSATIONS_MAX} times`,
};

const progress = (
  state: EpisodeProgress['state'],
  { decisions }: Conversation,
  spend: Spend,
): EpisodeProgress => ({ state, decided: decisions.length, spend });

const unscored = (
  { reason, message, fatal }: EpisodeFailure,
  conversation: Conversation,
  spend = NOTHING_SPENT,
): EpisodeProgress => ({
  ...progress('unscored', conversation, spend),
  unscored: { reason, message, ...(fatal && { fatal }) },
});
