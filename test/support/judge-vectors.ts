import { readFileSync } from 'node:fs';
import { compatSettings } from '../../src/domain/judge/compat-settings.ts';
import type { CompatJudge } from '../../src/domain/scoring/compat/compat-judge.ts';
import type { JudgeStep } from './scripted-judge.ts';
import { decode } from './vector-encoding.ts';

/** HTTP requests with the same body, in a row. */
export interface RecordedRequest {
  readonly times: number;
  readonly model: string;
  readonly seed: number;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  /** False where the system message is the model's line alone. */
  readonly system?: false;
  /** How many leading characters of an input stand in the prompt. */
  readonly included?: Readonly<Record<string, number>>;
  /** Lines that say that a text was cut. */
  readonly marks?: number;
  readonly criteria?: number;
  readonly penalties?: number;
}

export interface JudgeCase<Input, Expected> {
  readonly id: string;
  readonly evaluator: string;
  readonly about: string;
  readonly input: Input;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly script: readonly JudgeStep[];
  readonly requests: readonly RecordedRequest[];
  readonly expected: Expected;
  /** Class of the error that escaped; then nothing is expected. */
  readonly error?: string;
}

interface Fixture {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly cases: readonly JudgeCase<string, unknown>[];
}

export const judgeVectors = decode(
  JSON.parse(readFileSync(new URL('../fixtures/judge.json', import.meta.url), 'utf8')),
) as Fixture;

/** Conversations of one evaluator with a scripted judge, recorded from the original. */
export const judgeCasesOf = <Input, Expected>(
  evaluator: string,
): readonly JudgeCase<Input, Expected>[] =>
  judgeVectors.cases
    .filter((each) => each.evaluator === evaluator)
    .map((each) => ({
      ...each,
      input: judgeVectors.inputs[each.input] as Input,
      expected: each.expected as Expected,
    }));

/** The judge an evaluator calls by its recorded settings; null where it has no client. */
export function compatJudge(
  evaluator: string,
  config: Readonly<Record<string, unknown>> = {},
): CompatJudge | null {
  const { client, llm_model: model, llm_temperature: temperature } = config;
  if (client === 'none') return null;
  const settings = compatSettings(evaluator, {});
  return {
    model: typeof model === 'string' ? model : settings.model,
    temperature: typeof temperature === 'number' ? temperature : settings.temperature,
    maxTokens: settings.maxTokens,
  };
}
