import { escapeTerminal } from '../report/escape.ts';

/**
 * Text of agents, models and servers without the characters that would let it steer the terminal
 * or reorder what stands around it. Line breaks and tabs stay.
 */
export const printable = (text: string): string =>
  text.replace(/[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD');

/** The first line, printable. */
export const oneLine = (text: string): string =>
  escapeTerminal(text.trim().split('\n', 1)[0] ?? '');
