import type { JudgeRequest } from '../../judge/judge-script.ts';
import type { CompatJudge } from './compat-judge.ts';
import { isTruthy, type JsonValue } from './json-value.ts';
import { pythonStr } from './python-repr.ts';
import type { CompatSyntheticInput } from './score-synthetic.ts';

export interface RubricComponent {
  readonly name?: string;
  readonly description?: string;
  readonly expected_value?: JsonValue;
  /** Share of the score; 0.25 where the file says nothing. */
  readonly weight?: number;
}

export interface CompatJudgedSyntheticInput extends CompatSyntheticInput {
  readonly question: string | null;
  /** None where the question has no rubric: then no judge is asked. */
  readonly components: readonly RubricComponent[];
  readonly steps: readonly string[];
}

export const COMPONENT_WEIGHT = 0.25;

/** Nothing is cut, so that an answer can be too long for any judge. */
export const syntheticRequest = (
  input: CompatJudgedSyntheticInput,
  judge: CompatJudge,
): JudgeRequest => ({
  prompt: 'compat-synthetic@1',
  system: null,
  user: `Score an agent's answer to a finance question, part by part.

## Question
${input.question ?? ''}

## Answer to score
${input.predicted}

## What is known to be right
${knownOf(input).join('\n')}

## Parts of the rubric
${input.components.map(lineOf).join('\n')}

Give every part a score from 0 to 1: 1 when the answer satisfies it fully, 0.5 to 0.9 when the approach is right and there are small mistakes, 0.1 to 0.4 when little of it is right, 0 when nothing is. Numbers are right within 5 %. A method is right when it suits the question, an explanation when its reasoning holds and is complete.

Reply with one JSON object and nothing else. Its key "component_scores" holds an object that gives for each name of a part an object with "score" (a number) and "reasoning" (a few words); its key "overall_feedback" holds two or three sentences.`,
  maxTokens: judge.maxTokens,
  temperature: judge.temperature,
  trims: [],
});

const knownOf = ({ expected, groundTruthValue, steps }: CompatJudgedSyntheticInput) => [
  ...(isTruthy(expected) ? [`Answer: ${pythonStr(expected)}`] : []),
  ...(groundTruthValue === null ? [] : [`Value: ${pythonStr(groundTruthValue)}`]),
  ...steps.map((step) => `Step: ${step}`),
];

function lineOf(component: RubricComponent, index: number): string {
  const { name = `component_${index + 1}`, description, expected_value: expected } = component;
  const percent = ((component.weight ?? COMPONENT_WEIGHT) * 100).toFixed(0);
  const value =
    expected !== undefined && isTruthy(expected) ? ` Value: ${pythonStr(expected)}` : '';
  return `${index + 1}. ${name} (${percent} %): ${description ?? 'not described'}${value}`;
}
