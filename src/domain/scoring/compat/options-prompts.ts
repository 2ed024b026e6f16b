import type { JudgeRequest } from '../../judge/judge-script.ts';
import type { CompatJudge } from './compat-judge.ts';
import type { CompatOptionsInput } from './score-options.ts';
import type { CompatTruthInput } from './score-options-with-truth.ts';

export interface OptionsRubricItem {
  readonly name?: string;
  /** Share of the score. The original crashes where it is absent. */
  readonly weight?: number;
  readonly description?: string;
}

/** The limits stand in the original's code and cannot be set. */
const GREEKS_TOKENS_MAX = 200;
const VALUES_TOKENS_MAX = 500;
const QUALITY_TOKENS_MAX = 800;

const JSON_ONLY = 'Your whole reply is one JSON object.';
const READER = `You read figures out of analyses of options. ${JSON_ONLY}`;

const replyOf = ({ analysis, recommendation }: CompatOptionsInput): string =>
  recommendation === undefined ? analysis : `${analysis}\nRecommendation: ${recommendation}`;

export const greeksRequest = (input: CompatOptionsInput, judge: CompatJudge): JudgeRequest => ({
  prompt: 'compat-options-greeks@1',
  system: READER,
  user: `Which greeks does this analysis state?

${replyOf(input)}

Reply with the keys "delta", "gamma", "theta" and "vega". Each holds the number that the analysis states for it, or null when it states none: calculate nothing and assume nothing. A theta that is described as a daily loss is negative.`,
  maxTokens: GREEKS_TOKENS_MAX,
  temperature: judge.temperature,
  trims: [],
});

export const valuesRequest = (input: CompatTruthInput, judge: CompatJudge): JudgeRequest => ({
  prompt: 'compat-options-values@1',
  system: READER,
  user: `Find these values in the analysis below: ${Object.keys(input.groundTruth).join(', ')}

${replyOf(input)}

Reply with these names as keys. Each holds the value that the analysis states, or null when it states none. Write numbers as plain numbers, without signs for percent or dollars.`,
  maxTokens: VALUES_TOKENS_MAX,
  temperature: judge.temperature,
  trims: [],
});

const DEFAULT_RUBRIC: readonly OptionsRubricItem[] = [
  { name: 'reasoning', weight: 0.4, description: 'the reasoning is sound' },
  { name: 'strategy', weight: 0.3, description: 'the strategy suits the situation' },
  { name: 'risk', weight: 0.3, description: 'risks are named and managed' },
];

export const qualityRequest = (
  input: CompatTruthInput,
  rubric: readonly OptionsRubricItem[],
  judge: CompatJudge,
): JudgeRequest => ({
  prompt: 'compat-options-quality@1',
  system: `You assess answers to questions about options trading. ${JSON_ONLY}`,
  user: `## Right answer
${JSON.stringify(input.groundTruth)}

## Rubric
${(rubric.length === 0 ? DEFAULT_RUBRIC : rubric).map(lineOf).join('\n')}

## Answer to assess
${replyOf(input)}

Reply with the keys "component_scores" (an object with a number for each name of the rubric), "total_score" (0 to 100, weighted as the rubric says) and "feedback" (two sentences).`,
  maxTokens: QUALITY_TOKENS_MAX,
  temperature: judge.temperature,
  trims: [],
});

const lineOf = ({ name = '', weight = 0, description = '' }: OptionsRubricItem): string =>
  `* ${name} (${weight * 100} %): ${description}`;
