import { culpritOfChineseReport } from './chinese-report.ts';
import { evidenceFrom } from './evidence.ts';
import { inspectReply } from './inspect-reply.ts';
import { weighServiceReport } from './service-evidence.ts';

export interface TaskReply {
  readonly taskId: string;
  readonly reply: string;
}

/** One text that a run gave to several different tasks. */
export interface RepeatedReply {
  /** The first of them, as `evidenceFrom` shows it. */
  readonly evidence: string;
  /** Different tasks that got it. */
  readonly tasks: number;
  /** Of the tasks with a reply: a fraction. */
  readonly share: number;
  /** Whether it reads like a failure; an honest constant ("I do not know.") does not. */
  readonly isFailure: boolean;
}

/** Two equal replies are a coincidence, or one question asked twice. */
const TASKS_MIN = 3;
/** Longer texts that are equal are templates with an answer in them. */
const TEXT_CHARS_MAX = 1_000;
const WORDS_MIN = 3;
/**
 * Less than the 5 or 9 that a text alone needs: different questions do not have the same answer, so
 * that repetition is evidence as well. A word of machines stays necessary.
 */
const EVIDENCE_MIN = 3;

/** What differs between two copies of one message: numbers, ids, addresses, case, blanks. */
const VARIABLE: readonly RegExp[] = [/https?:\/\/\S+/g, /\b(?=[\w-]*\d)[\w-]{6,}/g, /\d[\d.,:]*/g];

/** A reply without what differs between two copies of one message. */
export const normalizeReply = (reply: string): string =>
  VARIABLE.reduce((text, pattern) => text.replace(pattern, ' '), reply.toLowerCase())
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();

/**
 * The texts that at least three different tasks of one run got, most frequent first. A value on its
 * own ("B", "12.5 %", "HOLD") is no text: many questions share such an answer.
 */
export function findRepeatedReplies(replies: readonly TaskReply[]): readonly RepeatedReply[] {
  const tasks = new Set(replies.map(({ taskId }) => taskId)).size;
  const short = replies.filter(({ reply }) => reply.length <= TEXT_CHARS_MAX);
  return [...Map.groupBy(short, ({ reply }) => normalizeReply(reply))]
    .filter(([text]) => isText(text))
    .flatMap(([, copies]) => describeRepetition(copies, tasks))
    .toSorted((a, b) => b.tasks - a.tasks || (a.evidence < b.evidence ? -1 : 1));
}

function describeRepetition(copies: readonly TaskReply[], tasks: number): readonly RepeatedReply[] {
  const [first] = copies;
  const count = new Set(copies.map(({ taskId }) => taskId)).size;
  if (first === undefined || count < TASKS_MIN) return [];
  const { reply } = first;
  return [
    {
      evidence: evidenceFrom(reply),
      tasks: count,
      share: count / tasks,
      isFailure: readsLikeFailure(reply),
    },
  ];
}

/** In Chinese no words are divided by blanks. */
const isText = (text: string): boolean =>
  text.split(' ').length >= WORDS_MIN || (text.match(/\p{Script=Han}/gu)?.length ?? 0) > WORDS_MIN;

function readsLikeFailure(reply: string): boolean {
  if (inspectReply(reply, { finishReason: null }).kind !== 'answer') return true;
  const evidence = weighServiceReport(reply.replace(/\d[\d.,:]*/g, ' '));
  if (evidence !== undefined) return evidence.machines > 0 && evidence.total >= EVIDENCE_MIN;
  return culpritOfChineseReport(reply.replace(/\d[\d.,:]*/g, '')) !== undefined;
}
