import type { JudgeAnswer, JudgeRequest, JudgeScript, Trim } from '../../judge/judge-script.ts';
import type { JsonObject } from './json-value.ts';
import { readVerdict } from './judge-verdict.ts';
import { codePointLength, firstChars } from './python-text.ts';

/** How an evaluator calls its judge. */
export interface CompatJudge {
  readonly model: string;
  readonly temperature: number;
  readonly maxTokens: number;
}

/** What came of one question to the judge, as the original's evaluators tell it apart. */
export type CompatVerdict =
  | { readonly kind: 'verdict'; readonly object: JsonObject; readonly raw: string }
  | { readonly kind: 'unreadable'; readonly raw: string }
  | { readonly kind: 'call-failed'; readonly message: string; readonly raw: string };

/** Asks once and reads the answer. An answer that crashes the reader counts as a failed call. */
export function* askForVerdict(request: JudgeRequest): JudgeScript<CompatVerdict> {
  const answer: JudgeAnswer = yield request;
  if (answer.kind === 'failed') return { kind: 'call-failed', message: answer.message, raw: '' };
  const raw = answer.text;
  const read = readVerdict(raw);
  switch (read.kind) {
    case 'object':
      return { kind: 'verdict', object: read.object, raw };
    case 'none':
      return { kind: 'unreadable', raw };
    case 'raised':
      return { kind: 'call-failed', message: read.message, raw };
  }
}

/** Stands on a line of its own below a text that goes on. */
export const CUT_MARK = '[cut here; the text goes on]';

export interface Excerpt {
  readonly text: string;
  readonly trims: readonly Trim[];
}

/** The beginning of a text, in code points. Only some evaluators mark what they cut. */
export function excerpt(
  part: string,
  text: string,
  charsMax: number,
  { isMarked }: { readonly isMarked: boolean },
): Excerpt {
  const kept = firstChars(text, charsMax);
  if (kept === text) return { text, trims: [] };
  return {
    text: isMarked ? `${kept}\n${CUT_MARK}` : kept,
    trims: [{ part, keptChars: charsMax, ofChars: codePointLength(text) }],
  };
}
