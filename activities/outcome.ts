import type { ArtifactRef, Judged, Outcome, Rebuttal, Reply } from '../src/contracts/records.ts';
import { addUsage, totalTokens, UNKNOWN_USAGE, type Usage } from '../src/domain/agent/usage.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import type { CompatScore, Score } from '../src/domain/scoring/score.ts';
import type { Spend } from '../src/domain/suite/budget.ts';
import { costUsd, type Price } from '../src/domain/suite/price.ts';
import type { TaskResult } from './contract.ts';

export interface GradedReply {
  readonly reply: Reply;
  readonly ref: ArtifactRef;
  /** It was paid for in an earlier round, whose outcome says what it cost. */
  readonly isEarlier?: boolean;
}

/** What a task comes to in the profiles of its run. */
export interface Verdict {
  /** The score by which the run is orchestrated. */
  readonly score: Score;
  /** In profiles `compat` and `both`. */
  readonly compat?: CompatScore;
  /** What `compat` grades, where it is another reply than the one that counts. */
  readonly compatReply?: ArtifactRef;
}

/** What an outcome says of the follow-up question. */
export interface FollowUpFacts {
  /** Calls begun in the outcome's own round, and the reply to them. */
  readonly followUp?: { readonly intents: number; readonly reply?: Reply };
  readonly rebuttal?: Rebuttal;
}

export interface OutcomeFacts extends Verdict, FollowUpFacts {
  readonly task: Task;
  readonly repeat: number;
  readonly round: number;
  /** Paid calls begun in this round. */
  readonly intents: number;
  /** Of the config's model, when it is known. */
  readonly price?: Price;
  /** The reply that was graded, if there was one. */
  readonly graded?: GradedReply;
  readonly judged?: readonly Judged[];
}

/** What every outcome begins with: which task it ends, and how. */
export const verdictFacts = (
  { id, dataset, category, cluster }: Task,
  { repeat, round }: Pick<OutcomeFacts, 'repeat' | 'round'>,
  { score, compat, compatReply }: Verdict,
) => ({
  schemaVersion: 1 as const,
  taskId: id,
  ...{ dataset, category },
  ...(cluster !== undefined && { cluster }),
  ...{ repeat, round, score },
  ...(compat && { compat }),
  ...(compatReply && { compatReply }),
});

/** The record that ends a question in a round. */
export function outcomeOf(facts: OutcomeFacts): Outcome {
  const { task, price, graded, judged, followUp, rebuttal } = facts;
  const reply = graded?.reply;
  const usage = addUsage(
    graded?.isEarlier ? UNKNOWN_USAGE : (reply?.usage ?? UNKNOWN_USAGE),
    followUp?.reply?.usage ?? UNKNOWN_USAGE,
  );
  const intents = facts.intents + (followUp?.intents ?? 0);
  const used = [reply, followUp?.reply].filter((each) => each !== undefined).length;
  return {
    ...verdictFacts(task, facts, facts),
    intents,
    // A reply that stands from an earlier round was counted there.
    redundantCalls: Math.max(0, intents - used),
    usage,
    costUsd: costUsd(usage, price),
    answeredModel: reply?.answeredModel ?? null,
    latencyMs: reply?.latencyMs ?? null,
    finishedAt: new Date().toISOString(),
    ...(reply?.deploymentId !== undefined && { deploymentId: reply.deploymentId }),
    ...(graded && { reply: graded.ref }),
    ...(rebuttal && { rebuttal }),
    ...(judged && judged.length > 0 && { judged: [...judged] }),
  };
}

/** What orchestration is told of an outcome. */
export const taskResultOf = ({
  score,
  redundantCalls,
  usage,
  costUsd: cost,
}: Outcome): TaskResult => ({
  kind: score.kind,
  correct: score.kind === 'scored' && score.correct,
  redundantCalls,
  ...(score.kind !== 'scored' && { reason: score.reason }),
  spend: spendOf(usage, cost),
});

/** Nothing where the agent does not say. */
export const spendOf = (usage: Usage, cost: number | null): Spend => ({
  tokens: totalTokens(usage) ?? 0,
  usd: cost ?? 0,
});
