/** What a config may use up; it stops cleanly at the first bound it reaches. */
export interface Budget {
  readonly hours?: number;
  /** Input and output of all calls. */
  readonly tokens?: number;
  readonly usd?: number;
}

export interface Spend {
  readonly tokens: number;
  /** 0 where the model's price is not known. */
  readonly usd: number;
}

export const NOTHING_SPENT: Spend = { tokens: 0, usd: 0 };

export const addSpend = (a: Spend, b: Spend): Spend => ({
  tokens: a.tokens + b.tokens,
  usd: a.usd + b.usd,
});

/** Why to stop, or undefined within the budget. */
export function exceeded(budget: Budget, spend: Spend): string | undefined {
  if (budget.tokens !== undefined && spend.tokens >= budget.tokens) {
    return `budget of ${budget.tokens} tokens is used up`;
  }
  if (budget.usd !== undefined && spend.usd >= budget.usd) {
    return `budget of ${budget.usd} USD is used up`;
  }
  return undefined;
}
