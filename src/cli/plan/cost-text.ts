import type { TokenCost } from '../../domain/suite/estimate-cost.ts';

/** For people. */
export function costText({ inputTokens, outputTokensMax, usdMax }: TokenCost): string {
  const usd = usdMax === null ? 'no price known' : `at most ${usdMax.toFixed(2)} USD`;
  return `about ${figure(inputTokens)} in, at most ${figure(outputTokensMax)} out; ${usd}`;
}

const figure = (value: number): string => value.toLocaleString('en-US');
