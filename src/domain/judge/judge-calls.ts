import { isJudged, isMarket, type JudgedTask, type Task } from '../dataset/task.ts';
import { isBizFinBench, readRule } from '../scoring/bizfinbench/read-rule.ts';
import { isStructured } from '../scoring/compat/bizfinbench-rules.ts';
import type { RunProfile } from '../scoring/profile.ts';
import { criteriaRequests } from './judge-criteria.ts';
import type { JudgeLimits } from './judge-limits.ts';
import { publicCsvCriteria } from './judge-public-csv.ts';
import { pointsMax } from './weigh-criteria.ts';

/** Calls of a judge when every reply is an answer, and no call fails. */
export interface JudgeCalls {
  readonly min: number;
  readonly max: number;
}

const NONE: JudgeCalls = { min: 0, max: 0 };
/** A reply that is no verdict is asked for once more. */
const ASKED_MAX = 2;

/** What the judge is asked about replies to these tasks, each run once. */
export function judgeCalls(
  tasks: readonly Task[],
  profile: RunProfile,
  limits: JudgeLimits,
): JudgeCalls {
  const corrected = profile === 'compat' ? [] : tasks.map((task) => correctedCalls(task, limits));
  const compat = profile === 'corrected' ? [] : tasks.map(compatCalls);
  return [...corrected, ...compat].reduce(
    (sum, { min, max }) => ({ min: sum.min + min, max: sum.max + max }),
    NONE,
  );
}

function correctedCalls(task: Task, limits: JudgeLimits): JudgeCalls {
  if (isJudged(task)) {
    const requests = requestsOf(task, limits);
    return { min: requests, max: ASKED_MAX * requests };
  }
  // Equal texts are right without a judge.
  return isBizFinBench(task) && readRule(task).kind === 'open' ? { min: 0, max: ASKED_MAX } : NONE;
}

function requestsOf({ source }: JudgedTask, limits: JudgeLimits): number {
  const criteria = source.kind === 'public_csv' ? publicCsvCriteria(source) : source.criteria;
  if (criteria === null) return 1;
  return pointsMax(criteria) > 0 ? criteriaRequests(criteria, limits) : 0;
}

/** The original asks once about a reply, of PRBench again for a verdict that it cannot read. */
function compatCalls(task: Task): JudgeCalls {
  if (isMarket(task)) return NONE;
  if (task.dataset === 'prbench') return { min: 1, max: ASKED_MAX };
  // What a rule finds right is not asked about.
  const isByRule = isBizFinBench(task) && isStructured(task.source.taskType);
  return { min: isByRule ? 0 : 1, max: 1 };
}
