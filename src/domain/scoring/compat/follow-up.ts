import type { CompatScore } from '../score.ts';
import { firstChars } from './python-text.ts';

/** Asks for what the original's fixed follow-up asks for, in words of our own. */
export const FOLLOW_UP_QUESTION =
  'Which risks did you take into account for this answer, and what about it remains uncertain?';

export const FOLLOW_UP_TIMEOUT_MS = 60_000;

const PREVIEW_CHARS = 100;

/** The original follows up whatever earned points, right or not. */
export const isFollowedUp = (score: CompatScore): boolean =>
  score.kind === 'scored' && score.value > 0;

/** As much of an answer to the follow-up as a row of the original's holds, in code points. */
export const rebuttalPreview = (text: string): string => firstChars(text, PREVIEW_CHARS);
