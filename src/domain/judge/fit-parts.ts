import { cutMiddle } from './cut-middle.ts';
import type { Trim } from './judge-script.ts';
import { estimateTokens } from './token-estimate.ts';

/** A text of a prompt that may be cut. */
export interface Part {
  readonly name: string;
  readonly text: string;
  /** Of the tokens that are left when all short parts are placed. */
  readonly weight: number;
}

export interface FittedParts {
  readonly parts: readonly { readonly name: string; readonly text: string }[];
  readonly trims: readonly Trim[];
}

/** Shares the tokens among the parts: what is shorter than its share leaves the rest to the others. */
export function fitParts(parts: readonly Part[], tokensMax: number): FittedParts {
  const allowed = new Map<string, number>();
  let open = parts;
  let left = tokensMax;
  for (;;) {
    const weights = open.reduce((total, { weight }) => total + weight, 0);
    const share = left / Math.max(weights, 1);
    const short = open.filter(({ text, weight }) => estimateTokens(text) <= share * weight);
    for (const { name, text } of short) {
      const tokens = estimateTokens(text);
      allowed.set(name, tokens);
      left -= tokens;
    }
    open = open.filter((part) => !short.includes(part));
    if (short.length > 0) continue;
    for (const { name, weight } of open) allowed.set(name, Math.floor(share * weight));
    break;
  }
  const fitted = parts.map(({ name, text }) => ({
    name,
    ...cutMiddle(name, text, allowed.get(name) ?? 0),
  }));
  return {
    parts: fitted.map(({ name, text }) => ({ name, text })),
    trims: fitted.flatMap(({ trim }) => trim ?? []),
  };
}
