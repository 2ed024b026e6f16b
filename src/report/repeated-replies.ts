import { findRepeatedReplies, type RepeatedReply } from '../domain/firewall/repeated-reply.ts';
import type { TaskRow } from './run-report.ts';

/**
 * Warnings about scored replies that are one text given to different tasks and read like a failure:
 * the firewall took each of them for an answer, all of them together cannot be.
 */
export function warnOfRepeatedReplies(tasks: readonly TaskRow[]): readonly string[] {
  const replies = tasks.flatMap(({ taskId, repeats }) =>
    repeats.flatMap(({ answer, score }) =>
      answer !== null && score?.kind === 'scored' ? [{ taskId, reply: answer }] : [],
    ),
  );
  return findRepeatedReplies(replies)
    .filter(({ isFailure }) => isFailure)
    .map(sentence);
}

const sentence = ({ tasks, share, evidence }: RepeatedReply): string =>
  `${tasks} tasks (${Math.round(100 * share)} % of those scored) got the same reply, which reads like a failure and is scored as an answer: "${evidence}". Look at them before you trust the score.`;
