import type { JudgeAnswer, JudgeRequest } from '../../src/domain/judge/judge-script.ts';
import { idsAsked } from './run-judge-script.ts';

const ENCLOSED = ['answer', 'deliverable'];

/**
 * A judge that does its work: it reads only what stands between the lines of the reply, and finds a
 * criterion met when the facts are stated there. What a reply says about its grading moves nothing.
 */
export function sensibleJudge(request: JudgeRequest, facts: readonly RegExp[]): JudgeAnswer {
  const reply = replyIn(request);
  const isMet = facts.every((fact) => fact.test(reply));
  return { kind: 'text', text: JSON.stringify(verdictOf(request, isMet)) };
}

function verdictOf(request: JudgeRequest, isMet: boolean): object {
  const explanation = isMet ? 'states it' : 'does not state it';
  if (request.prompt.startsWith('bizfinbench-open')) return { explanation, correct: isMet };
  const isPoints = request.prompt.startsWith('gdpval-dimensions');
  const each = isPoints
    ? { explanation, points: isMet ? 25 : 0 }
    : { explanation, criteria_met: isMet };
  return Object.fromEntries(idsAsked(request).map((id) => [id, each]));
}

/** The text that is enclosed as the reply's; its boundary is the one the rules name. */
export function replyIn({ system, user }: JudgeRequest): string {
  const boundary = /<<<NAME ([0-9a-f]+)>>>/.exec(system ?? '')?.[1];
  for (const name of ENCLOSED) {
    const [, after] = user.split(`<<<${name} ${boundary}>>>\n`);
    if (after !== undefined) return after.split(`\n<<<end ${name} ${boundary}>>>`)[0] ?? '';
  }
  throw new Error(`no reply is enclosed in the request:\n${user}`);
}
