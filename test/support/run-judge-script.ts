import type {
  JudgeAnswer,
  JudgeRequest,
  JudgeScript,
} from '../../src/domain/judge/judge-script.ts';

export interface Judging<Grade> {
  readonly grade: Grade;
  readonly requests: readonly JudgeRequest[];
}

/** Runs a script with a judge that is a function. */
export function runScript<Grade>(
  script: JudgeScript<Grade>,
  answer: (request: JudgeRequest, index: number) => JudgeAnswer | string,
): Judging<Grade> {
  const requests: JudgeRequest[] = [];
  let step = script.next();
  while (!step.done) {
    const given = answer(step.value, requests.length);
    requests.push(step.value);
    step = script.next(typeof given === 'string' ? { kind: 'text', text: given } : given);
  }
  return { grade: step.value, requests };
}

/** The ids of the criteria a request asks about. */
export const idsAsked = ({ schema }: JudgeRequest): readonly string[] =>
  typeof schema === 'object' && schema !== null && 'required' in schema
    ? (schema.required as readonly string[])
    : [];

/** A well-formed verdict on the criteria of a request. */
export const verdictOn = (
  request: JudgeRequest,
  isMet: (id: string) => boolean = () => true,
): string =>
  JSON.stringify(
    Object.fromEntries(
      idsAsked(request).map((id) => [id, { explanation: 'as stated', criteria_met: isMet(id) }]),
    ),
  );
