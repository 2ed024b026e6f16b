import type { Levels } from './account.ts';

/** What is filled at the next bar's open. In units of the market, not as shown. */
export type Order =
  | { readonly kind: 'close' }
  | {
      readonly kind: 'trade';
      /** Signed, base units. */
      readonly quantity: number;
      /** Already checked against the market. */
      readonly levels: Levels;
      /** Of the position the levels are meant for: 1 long, -1 short. */
      readonly side: number;
    };
