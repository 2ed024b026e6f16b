import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { PlanningBench } from './planning-bench.ts';

const QUESTIONS = [
  {
    ...{ question_id: 'q1', category: 'capm', difficulty: 'easy', question: 'How much?' },
    ...{ ground_truth_value: 1, ground_truth_formatted: '1' },
  },
];
export const SECRET = `sk-${'a1b2c3d4'.repeat(6)}`;
export const EVAL = {
  name: 'small',
  datasets: [{ type: 'synthetic', generate: { seed: 1, count: 2 } }],
};

export const config = (changes: object = {}) => ({
  ...{ id: 'a', agent: 'do-nothing', eval_config: EVAL, num_tasks: 2 },
  ...changes,
});
export const suite = (...configs: object[]) => ({
  schemaVersion: 1,
  suite: 'core',
  runKey: 'k',
  configs,
});
export const one = (changes: object) => suite(config(changes));
export const builtin = (changes: object) => one({ agent: 'builtin', ...changes });
export const dataset = (...datasets: object[]) => one({ eval_config: { ...EVAL, datasets } });
export const file = (path: string) => dataset({ type: 'synthetic', path });
export const inline = { engine: 'node-llama-cpp', model: 'tiny' };
export const api = { llm_api_base: 'https://api.example.com/v1', llm_model: 'big' };

/** Files that starts name, good ones and bad ones, inside the roots and outside. */
export async function startRefusingBench(): Promise<PlanningBench> {
  const bench = await PlanningBench.start();
  const { experimentsRoot, configRoot, outside } = bench;
  await bench.write(experimentsRoot, 'questions.json', QUESTIONS);
  await bench.write(experimentsRoot, 'rows.json', [{ ...QUESTIONS[0], difficulty: 'mild' }]);
  await bench.write(experimentsRoot, 'twice.json', [QUESTIONS[0], QUESTIONS[0]]);
  await bench.write(experimentsRoot, 'text.json', 'no json');
  await bench.write(experimentsRoot, 'bad-eval.yaml', 'name: x\ndatasets: []\n');
  await bench.write(outside, 'questions.json', QUESTIONS);
  await bench.write(outside, 'private.yaml', 'the private words');
  await symlink(outside, join(experimentsRoot, 'link'));
  await mkdir(join(experimentsRoot, 'folder.json'));
  await bench.write(join(configRoot, 'recipes'), 'tiny-cpu.yaml', inline);
  return bench;
}

/** Why a start is refused; @throws Error when it is not. */
export async function refusalOf(bench: PlanningBench, input: unknown): Promise<ApplicationFailure> {
  const error: unknown = await bench
    .plan(input, 'run-1', { environment: { SET: 'yes' } })
    .catch((caught: unknown) => caught);
  if (error instanceof ApplicationFailure) return error;
  throw new Error('was not refused', { cause: error });
}

/** What is written, and what the message must say: the key and what is wrong. */
export type RefusedStarts = Readonly<Record<string, readonly [input: unknown, says: RegExp]>>;
