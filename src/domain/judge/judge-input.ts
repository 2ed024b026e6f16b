import { withoutThinking } from '../scoring/answer/commitment.ts';
import type { Failed } from '../scoring/score.ts';

/** The reply as a reader sees it; a reply without text is the agent's failure and costs no judge. */
export function judgedText(replyText: string): string | Failed {
  const text = withoutThinking(replyText).trim();
  return text === ''
    ? { kind: 'failed', reason: 'empty-reply', message: 'the reply holds no text' }
    : text;
}
