/** Value today of cash flows at the ends of years 1, 2, …; the rate is a fraction. */
export const presentValue = (cashFlows: readonly number[], rate: number): number =>
  cashFlows.reduce((total, cashFlow, index) => total + cashFlow / (1 + rate) ** (index + 1), 0);

/** Value today of 1 paid at the end of each period: (1 - (1 + r)^-n) / r. */
export const annuityFactor = (rate: number, periods: number): number =>
  (1 - (1 + rate) ** -periods) / rate;
