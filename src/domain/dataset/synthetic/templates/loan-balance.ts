import { annuityFactor } from '../../../math/cash-flows.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly loan: number;
  readonly nominalPercent: number;
  readonly years: number;
  readonly yearsPaid: number;
}

/** The balance is the present value of the payments still due. */
export const loanBalance: Template<Inputs> = {
  id: 'loan-balance',
  category: 'time-value',
  difficulty: 'hard',
  generate(random) {
    const years = random.int(10, 30);
    const inputs = {
      loan: drawStep(random, 50_000, 700_000, 500),
      nominalPercent: drawPercent(random, 3, 9),
      years,
      yearsPaid: random.int(2, years - 3),
    };
    const monthlyRate = inputs.nominalPercent / 1200;
    const payment = inputs.loan / annuityFactor(monthlyRate, years * 12);
    const monthsDue = (years - inputs.yearsPaid) * 12;
    const balance = payment * annuityFactor(monthlyRate, monthsDue);
    return {
      inputs,
      question:
        `A mortgage of ${dollars(inputs.loan)} at a nominal annual rate of ` +
        `${percent(inputs.nominalPercent)}, compounded monthly, is repaid in equal monthly ` +
        `payments over ${years} years. What balance remains right after the last payment of ` +
        `year ${inputs.yearsPaid}?`,
      asked: { value: balance, unit: 'currency', decimals: 2 },
      steps: [
        `Monthly payment: ${figure(payment, 4)}`,
        `Payments still due: ${monthsDue}`,
        `Balance: their present value, ${figure(balance, 4)}`,
      ],
    };
  },
};
