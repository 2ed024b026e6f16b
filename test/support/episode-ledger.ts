import type { EpisodeResult, Fill } from '../../src/domain/market/episode-result.ts';

/** Cash as an accountant follows it from what the result tells, in the order of events. */
export function ledgerOf(result: EpisodeResult, openingBalance: number) {
  let cash = openingBalance;
  const cashAfterFills: number[] = [];
  const cashAfterFunding: number[] = [];
  const cashAfterBars: number[] = [];
  const book = (fill: Fill): void => {
    const notional = Math.abs(fill.quantity) * fill.price;
    if (fill.quantity > 0) cash -= notional + fill.fee;
    else cash += notional - fill.fee;
    cashAfterFills.push(cash);
  };
  for (const step of result.steps) {
    // Funding finds a position only where no level of the bar's range closed it.
    for (const { amount } of result.funding.filter((payment) => payment.step === step)) {
      cash += amount;
      cashAfterFunding.push(cash);
    }
    const fills = result.fills.filter((fill) => fill.step === step);
    for (const fill of fills.filter(({ reason }) => reason !== 'final')) book(fill);
    cashAfterBars.push(cash);
  }
  for (const fill of result.fills.filter(({ reason }) => reason === 'final')) book(fill);
  return { cashAfterFills, cashAfterFunding, cashAfterBars, cash };
}
