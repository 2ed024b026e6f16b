import { readFileSync } from 'node:fs';
import { inspectReply } from '../../src/domain/firewall/inspect-reply.ts';
import type { Verdict } from '../../src/domain/firewall/verdict.ts';

export interface LabelledReply {
  readonly name: string;
  /** `answer`, or the reason why it is none. */
  readonly expected: string;
  /** The rule that should recognise it; absent in sets that were written after the rules. */
  readonly rule?: string | null;
  readonly finishReason: string | null;
  readonly reply: string;
}

export function readLabelledReplies(file: string): readonly LabelledReply[] {
  const url = new URL(`../fixtures/firewall/${file}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')).replies;
}

export const verdictOn = ({ reply, finishReason }: LabelledReply): Verdict =>
  inspectReply(reply, { finishReason });

export const labelOf = (verdict: Verdict): string =>
  verdict.kind === 'answer' ? 'answer' : verdict.reason;

/** What the firewall gets wrong in a set. */
export function measureErrors(replies: readonly LabelledReply[]) {
  const answers = replies.filter(({ expected }) => expected === 'answer');
  const others = replies.filter(({ expected }) => expected !== 'answer');
  const names = (wrong: readonly LabelledReply[]) => wrong.map(({ name }) => name);
  return {
    answers: answers.length,
    others: others.length,
    /** Answers that would be thrown away. */
    falseRejects: names(answers.filter((reply) => verdictOn(reply).kind !== 'answer')),
    /** Errors that would be graded. */
    falseAccepts: names(others.filter((reply) => verdictOn(reply).kind === 'answer')),
    /** Errors that are recognised, but blamed on the wrong side or for the wrong reason. */
    misblamed: names(
      others.filter((reply) => {
        const label = labelOf(verdictOn(reply));
        return label !== 'answer' && label !== reply.expected;
      }),
    ),
  };
}

/** The row of docs/firewall.md that reports a set. */
export function reportRow(set: string, errors: ReturnType<typeof measureErrors>): string {
  const { answers, others, falseRejects, falseAccepts, misblamed } = errors;
  const of = (count: number, total: number) =>
    `${count} of ${total} (${((100 * count) / total).toFixed(1)} %)`;
  return `| ${set} | ${of(falseRejects.length, answers)} | ${of(falseAccepts.length, others)} | ${misblamed.length} |`;
}
