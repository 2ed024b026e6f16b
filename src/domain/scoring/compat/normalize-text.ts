import { SPACE, strip } from './python-text.ts';

const SPACES = new RegExp(`[${SPACE}]+`, 'gu');
const PUNCTUATION = /[.,;:!?'"()[\]{}]/g;

/** Lower case, single spaces, no ASCII punctuation. Spaces around what is deleted stay. */
export const normalizeText = (text: string): string =>
  strip(text.toLowerCase().replace(SPACES, ' ')).replace(PUNCTUATION, '');
