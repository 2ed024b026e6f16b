import type { SuiteInputDraft } from '../../src/contracts/suite-input.ts';
import { generateQuestions } from '../../src/domain/dataset/synthetic/generate-questions.ts';
import type { QuestionTask } from '../../src/domain/dataset/task.ts';

type Start = Extract<SuiteInputDraft, { configs: unknown }>;
type Config = Start['configs'][number];

const SEED = 1;

/** The tasks that a config of this size is asked. */
export const tasksOf = (count: number): readonly QuestionTask[] =>
  generateQuestions({ seed: SEED, count });

/** A config with a reference agent, which needs no model server. */
export const referenceConfig = (id: string, count: number): Config => ({
  id,
  agent: 'do-nothing',
  num_tasks: count,
  eval_config: {
    name: 'generated',
    datasets: [{ type: 'synthetic', generate: { seed: SEED, count } }],
  },
});

/** A config whose agent asks a model that this host serves. */
export const servedConfig = (
  id: string,
  count: number,
  { model = 'tiny', slots = 4 }: { model?: string; slots?: number } = {},
): Config => ({
  ...referenceConfig(id, count),
  agent: 'builtin',
  deployment: { engine: 'node-llama-cpp', model, slots },
});

let runs = 0;

/** A suite under a run key of its own; all tests share one Temporal server. */
export function aSuite(suite: string, ...configs: Config[]): Start & { runKey: string } {
  runs += 1;
  const runKey = `${process.pid}-${Date.now()}-${runs}`;
  return { schemaVersion: 1, suite, runKey, configs };
}
