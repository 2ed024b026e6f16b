import { withoutInstructionEcho } from './instruction-echo.ts';

/** What an agent says is its answer. */
export interface CommittedAnswer {
  /** One line: after "Answer:", in \boxed{}, or the conclusion of a reply that marks nothing. */
  readonly text: string;
  /** The answer and what follows it, for answers of several lines. */
  readonly onward: string;
}

const ANSWER_MARKER = /\banswer\b[^:=\n]{0,60}?(?:[:=：]|\bis\b)/gi;
const BOX = '\\boxed{';
// Bounded, so that a long reply without digits is not searched again from every "is".
const STATES_RESULT = /(?:[=≈]|\bis\b|\bequals\b)[^=≈]{0,200}\d/i;

/**
 * The last commitment of a reply: agents may correct themselves, and the correction counts. The
 * instruction repeated is none.
 */
export function committedAnswer(replyText: string): CommittedAnswer {
  const reply = withoutInstructionEcho(replyText);
  const answer = lastMarkedAnswer(reply);
  const box = lastBox(reply);
  const last = box !== undefined && box.at > (answer?.at ?? -1) ? box : answer;
  return last ?? { text: boldConclusion(reply) ?? conclusion(reply), onward: reply };
}

interface Marked extends CommittedAnswer {
  readonly at: number;
}

function lastMarkedAnswer(reply: string): Marked | undefined {
  for (const match of [...reply.matchAll(ANSWER_MARKER)].reverse()) {
    const onward = reply.slice(match.index + match[0].length);
    // "**Answer:**" and "Answer:" on a line of their own announce the next line.
    const text = onward.split('\n').find((line) => /[\p{L}\p{N}]/u.test(line));
    if (text !== undefined) return { at: match.index, text, onward };
  }
  return undefined;
}

function lastBox(reply: string): Marked | undefined {
  const at = reply.lastIndexOf(BOX);
  const text = at < 0 ? undefined : balancedContent(reply, at + BOX.length);
  return text === undefined ? undefined : { at, text, onward: text };
}

function balancedContent(reply: string, start: number): string | undefined {
  let depth = 1;
  for (let index = start; index < reply.length; index += 1) {
    if (reply[index] === '{') depth += 1;
    if (reply[index] === '}') depth -= 1;
    if (depth === 0) return reply.slice(start, index);
  }
  return undefined;
}

const lastLine = (reply: string): string =>
  reply
    .split('\n')
    .filter((line) => line.trim() !== '')
    .at(-1) ?? '';

function boldConclusion(reply: string): string | undefined {
  return [...lastLine(reply).matchAll(/\*\*([^*]+)\*\*/g)]
    .map(([, bold]) => bold)
    .findLast((bold) => bold !== undefined && /\d/.test(bold));
}

/** The last sentence of the last line if it holds a number, else the last that states a result. */
function conclusion(reply: string): string {
  const line = lastLine(reply);
  const closing = sentences(line).findLast((sentence) => /\d/.test(sentence));
  return closing ?? sentences(reply).findLast((sentence) => STATES_RESULT.test(sentence)) ?? line;
}

const sentences = (text: string): readonly string[] => text.split(/(?<=[.!?])\s+|\n/);
