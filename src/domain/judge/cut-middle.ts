import type { Trim } from './judge-script.ts';
import { estimateTokens, tokensOfCodePoint } from './token-estimate.ts';

export interface Fitted {
  readonly text: string;
  readonly trim?: Trim;
}

/** What the mark at the cut costs, and a little more. */
const MARK_TOKENS = 40;
/** Of what is kept; conclusions stand at the end. */
const HEAD_SHARE = 0.6;

/** Leaves out the middle of a text that is estimated longer, and says so where it does. */
export function cutMiddle(part: string, text: string, tokensMax: number): Fitted {
  if (estimateTokens(text) <= tokensMax) return { text };
  const codePoints = Array.from(text);
  const keptTokens = Math.max(0, tokensMax - MARK_TOKENS);
  const head = countWithin(codePoints, keptTokens * HEAD_SHARE);
  const tail = countWithin(codePoints.slice(head).reverse(), keptTokens * (1 - HEAD_SHARE));
  const ofChars = codePoints.length;
  const left = ofChars - head - tail;
  return {
    text: [
      codePoints.slice(0, head).join(''),
      `[… ${left} of ${ofChars} characters left out here by the benchmark …]`,
      codePoints.slice(ofChars - tail).join(''),
    ].join('\n'),
    trim: { part, keptChars: head + tail, ofChars },
  };
}

function countWithin(codePoints: readonly string[], tokensMax: number): number {
  let tokens = 0;
  for (const [index, character] of codePoints.entries()) {
    tokens += tokensOfCodePoint(character.codePointAt(0) ?? 0);
    if (tokens > tokensMax) return index;
  }
  return codePoints.length;
}
