import { correctAnswer } from '../../src/domain/dataset/oracle-answers.ts';
import type { AgentError } from '../../src/domain/errors.ts';
import { FOLLOW_UP_QUESTION } from '../../src/domain/scoring/compat/follow-up.ts';
import type { ConfigRun } from '../../src/domain/suite/config-run.ts';
import { RememberingAgent } from './remembering-agent.ts';
import { TaskBench } from './task-bench.ts';

/** Longer than a preview of it. */
export const REBUTTAL = 'Rates may rise, and the forecast of cash flows is a guess. '.repeat(3);

/** A config whose answers are followed up. */
export const startBench = (changes: Partial<ConfigRun> = {}): Promise<TaskBench> =>
  TaskBench.start({ profile: 'compat', conductDebate: true, ...changes });

/** Answers the first question right, and the follow-up as it is told to; each for 120 tokens. */
export async function rightAgent(
  bench: TaskBench,
  rebut: () => string | AgentError | Promise<string> = () => REBUTTAL,
): Promise<RememberingAgent> {
  const right = correctAnswer(await bench.task());
  return new RememberingAgent(
    ({ text }) => (text === FOLLOW_UP_QUESTION ? rebut() : `I am sure: ${right}`),
    { inputTokens: 100, outputTokens: 20, modelCalls: 1 },
  );
}
