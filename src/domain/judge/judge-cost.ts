import { type AskedTask, isMarket, type Task } from '../dataset/task.ts';
import { compatJudgeOf } from '../scoring/compat/judge-compat.ts';
import type { Profile } from '../scoring/profile.ts';
import type { ConfigRun, JudgeSpec } from '../suite/config-run.ts';
import type { ModelUse } from '../suite/estimate-cost.ts';
import { costUsd } from '../suite/price.ts';
import { judgeCalls } from './judge-calls.ts';
import type { JudgeLimits } from './judge-limits.ts';
import { estimateTokens } from './token-estimate.ts';

/** Rules, shape of the verdict and marks around the texts. */
const INSTRUCTION_TOKENS = 600;
/** Of agents whose limit is not known. */
const ANSWER_TOKENS = 1024;
const FILE_CHARACTERS_PER_TOKEN = 3;
/** Each criterion is shown once, and again where the first verdict cannot be read. */
const CRITERIA_SHOWN_MAX = 2;

export const JUDGE_ASSUMPTIONS: readonly string[] = [
  `a judge reads rules of ${INSTRUCTION_TOKENS} tokens, question, criteria, and answers of llm_max_tokens (${ANSWER_TOKENS} where it is not known), is asked as often as it can be, and writes as much as it may`,
];

interface Asked {
  readonly calls: number;
  /** Which the original chooses for itself on some datasets. */
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokensMax: number;
}

/** What the judge of a config reads and writes when every reply is an answer and none is graded already. */
export function judgeCost(
  run: ConfigRun,
  judge: JudgeSpec,
  tasks: readonly Task[],
  limits: JudgeLimits,
): ModelUse {
  const profiles: readonly Profile[] =
    run.profile === 'both' ? ['corrected', 'compat'] : [run.profile];
  const asked = profiles.flatMap((profile) =>
    tasks.flatMap((task) =>
      isMarket(task) ? [] : askedAbout(run, judge, { task, profile, limits }),
    ),
  );
  const sum = (count: (each: Asked) => number) =>
    run.repeats * asked.reduce((total, each) => total + count(each), 0);
  const inputTokens = sum((each) => each.inputTokens);
  const outputTokensMax = sum((each) => each.outputTokensMax);
  const price = asked.every(({ model }) => model === judge.model) ? judge.price : undefined;
  const usdMax = costUsd({ inputTokens, outputTokens: outputTokensMax, modelCalls: null }, price);
  return { modelCalls: sum(({ calls }) => calls), inputTokens, outputTokensMax, usdMax };
}

interface Grading {
  readonly task: AskedTask;
  readonly profile: Profile;
  readonly limits: JudgeLimits;
}

function askedAbout(
  { agent }: ConfigRun,
  judge: JudgeSpec,
  { task, profile, limits }: Grading,
): readonly Asked[] {
  const { max: calls } = judgeCalls([task], profile, limits);
  if (calls === 0) return [];
  const { model, maxTokens } =
    profile === 'compat'
      ? compatJudgeOf(task.dataset, judge)
      : { model: judge.model, maxTokens: judge.outputTokensMax };
  const answerTokens = ('model' in agent && agent.model?.maxTokens) || ANSWER_TOKENS;
  const shown = INSTRUCTION_TOKENS + estimateTokens(task.question) + answerTokens;
  const criteria = Math.min(calls, CRITERIA_SHOWN_MAX) * criteriaTokens(task);
  const inputTokens = calls * (shown + filesTokens(task)) + criteria;
  const room = profile === 'compat' ? Number.POSITIVE_INFINITY : calls * limits.contextTokens;
  return [
    { calls, model, inputTokens: Math.min(inputTokens, room), outputTokensMax: calls * maxTokens },
  ];
}

/** Of what an answer is compared with. */
function criteriaTokens({ source, gold }: AskedTask): number {
  const texts =
    source !== undefined && 'criteria' in source && source.criteria !== null
      ? source.criteria.map(({ text }) => text)
      : source?.kind === 'public_csv'
        ? source.items.map(({ text }) => text)
        : [gold.formatted];
  return estimateTokens(texts.join('\n'));
}

function filesTokens({ source }: AskedTask): number {
  if (source?.kind !== 'gdpval') return 0;
  const chars = source.files.reduce((total, { text }) => total + (text?.chars ?? 0), 0);
  return Math.ceil(chars / FILE_CHARACTERS_PER_TOKEN);
}
