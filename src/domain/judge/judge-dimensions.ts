import type { JsonValue } from '../market/scenario.ts';
import { isObject } from '../scoring/answer/json-in-text.ts';
import type { Scored, Unscored } from '../scoring/score.ts';
import { DATASETS } from '../scoring/sections.ts';
import { askJudge, type JudgeQuestion } from './ask-judge.ts';
import type { Part } from './fit-parts.ts';
import type { JudgeLimits } from './judge-limits.ts';
import { judgeRequest } from './judge-request.ts';
import type { JudgeScript } from './judge-script.ts';
import { GDPVAL_DIMENSIONS_PROMPT } from './prompts.ts';
import { hasExactly, verdictObject } from './verdict-json.ts';

const DIMENSIONS = DATASETS.gdpval.subScores;
const POINTS_MAX = 25;
const PASS_FROM = 0.7;
const OUTPUT_TOKENS = { explained: 500, bare: 120 };

type Points = Readonly<Record<string, number>>;

/** Grades a deliverable in four dimensions of 25 points each. */
export function* judgeDimensions(
  facts: readonly string[],
  parts: readonly Part[],
  limits: JudgeLimits,
): JudgeScript<Scored | Unscored> {
  const question = (isRepair: boolean): JudgeQuestion<Points> => ({
    request: (contextTokens) =>
      judgeRequest(
        {
          prompt: GDPVAL_DIMENSIONS_PROMPT,
          isRepair,
          fixed: facts,
          parts,
          schema: schemaOf(isRepair),
          outputTokens: Math.min(
            limits.outputTokensMax,
            isRepair ? OUTPUT_TOKENS.bare : OUTPUT_TOKENS.explained,
          ),
        },
        contextTokens,
      ),
    read: (reply) => readPoints(reply, isRepair),
  });
  const asked = yield* askJudge(question(false), question(true), limits.contextTokens);
  return asked.kind === 'verdict' ? scored(asked.verdict) : asked;
}

function scored(points: Points): Scored {
  const total = DIMENSIONS.reduce((sum, name) => sum + (points[name] ?? 0), 0);
  const value = total / (POINTS_MAX * DIMENSIONS.length);
  return {
    kind: 'scored',
    value,
    max: 1,
    correct: value >= PASS_FROM,
    subScores: points,
    feedback: DIMENSIONS.map((name) => `${name} ${points[name]} of ${POINTS_MAX}`).join(', '),
  };
}

function readPoints(reply: string, isRepair: boolean): Points | undefined {
  const object = verdictObject(reply, DIMENSIONS);
  if (object === undefined) return undefined;
  const entries = DIMENSIONS.map(
    (name) => [name, isRepair ? object[name] : explained(object[name])] as const,
  );
  return entries.every((entry): entry is readonly [(typeof DIMENSIONS)[number], number] =>
    isPoints(entry[1]),
  )
    ? Object.fromEntries(entries)
    : undefined;
}

function explained(value: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(value) || !hasExactly(value, ['explanation', 'points'])) return undefined;
  return typeof value.explanation === 'string' ? value.points : undefined;
}

const isPoints = (value: JsonValue | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= POINTS_MAX;

function schemaOf(isRepair: boolean): JsonValue {
  const points: JsonValue = { type: 'integer', minimum: 0, maximum: POINTS_MAX };
  const dimension: JsonValue = isRepair
    ? points
    : {
        type: 'object',
        properties: { explanation: { type: 'string' }, points },
        required: ['explanation', 'points'],
        additionalProperties: false,
      };
  return {
    type: 'object',
    properties: Object.fromEntries(DIMENSIONS.map((name) => [name, dimension])),
    required: DIMENSIONS,
    additionalProperties: false,
  };
}
