import type { TaskRef, TaskResult } from '../../activities/contract.ts';
import { judgeTask } from '../../activities/judge-task.ts';
import type { JudgeClient } from '../../src/adapters/judge/judge-client.ts';
import { JudgeThrottle } from '../../src/adapters/judge/judge-throttle.ts';
import { completionFacts } from '../../src/adapters/judge/read-completion.ts';
import type { HttpResult } from '../../src/domain/judge/compat-transport.ts';
import type { ConfigRun, JudgeSpec } from '../../src/domain/suite/config-run.ts';
import { activity, type TaskBench } from './task-bench.ts';

export const JUDGE: JudgeSpec = {
  ...{ provider: 'openai', model: 'grader', baseUrl: 'http://judge.invalid/v1' },
  ...{ temperature: 0, contextTokens: 8192, outputTokensMax: 500, slots: 1 },
};

/** Questions whose answers the original has a judge read the greeks of. */
export const OPTIONS: ConfigRun['evalConfig'] = {
  name: 'options',
  datasets: [
    {
      ...{ type: 'options', source: 'generated', seed: 7, count: 5 },
      ...{ limit: 0, shuffle: false, weight: 1 },
    },
  ],
  sampling: { strategy: 'sequential', totalLimit: 0, seed: 42, limitAfterShuffle: false },
};

/** A judge that is asked as the original asks, and always answers this. */
export const postedTo = (body: object, status = 200): JudgeClient => ({
  contextTokens: async () => null,
  complete: () => Promise.reject(new Error('the original does not ask like this')),
  async post(): Promise<HttpResult> {
    const text = JSON.stringify(body);
    const completion = completionFacts(text);
    return { kind: 'response', status, body: text, ...(completion && { completion }) };
  },
});

/** One attempt to grade a task's stored answer. */
export function judged(bench: TaskBench, ref: TaskRef, client: JudgeClient): Promise<TaskResult> {
  const ports = {
    records: bench.records(),
    clientOf: async () => client,
    throttle: new JudgeThrottle(),
  };
  return activity().run(() => judgeTask(ports, ref));
}
