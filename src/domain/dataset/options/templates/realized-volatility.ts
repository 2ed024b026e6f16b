import { realizedVolatility } from '../../../options/realized-volatility.ts';
import { drawPercent, drawStep } from '../../synthetic/drawing.ts';
import { figure, percent, price } from '../../synthetic/wording.ts';
import { toCents } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly closes: readonly number[];
  readonly impliedVolatilityPercent: number;
  readonly tradingDays: number;
}

const TRADING_DAYS = 252;
const RETURNS = 6;

/** What the share did, beside what the options expect of a day. */
export const realizedVolatilityTemplate: OptionsTemplate<Inputs> = {
  id: 'realized-volatility',
  category: 'Volatility Trading',
  difficulty: 'medium',
  generate(random) {
    const closes = [drawStep(random, 40, 400, 0.05)];
    const dailyPercent = drawPercent(random, 1, 4);
    for (let day = 0; day < RETURNS; day += 1) {
      const move = random.pick([1, -1]) * drawStep(random, 0.2, 1.6, 0.01) * dailyPercent;
      closes.push(toCents((closes[day] ?? 0) * (1 + move / 100)));
    }
    const inputs = {
      closes,
      impliedVolatilityPercent: drawPercent(random, 18, 70),
      tradingDays: TRADING_DAYS,
    };
    const realized = realizedVolatility(closes, TRADING_DAYS);
    if (realized === undefined) throw new RangeError(`${closes.length} closes give no volatility`);
    const lastClose = closes.at(-1) ?? 0;
    const dailyMove =
      lastClose * (inputs.impliedVolatilityPercent / 100) * Math.sqrt(1 / TRADING_DAYS);
    return {
      inputs,
      question:
        `A share closed on consecutive trading days at ${closes.map(price).join(', ')}. Its options ` +
        `imply a volatility of ${percent(inputs.impliedVolatilityPercent)} a year. With ` +
        `${TRADING_DAYS} trading days a year, what is the realised volatility a year (sample ` +
        'standard deviation of the logarithmic returns, their number less one in the denominator, ' +
        'annualised by the square root of time), and what move in dollars, one standard deviation ' +
        'from the last close, do the options imply for one trading day?',
      answers: { realized_volatility_percent: realized * 100, implied_daily_move: dailyMove },
      relativeTolerance: TOLERANCE.model,
      steps: [
        `Daily standard deviation of ${RETURNS} returns: ${figure((realized / Math.sqrt(TRADING_DAYS)) * 100, 4)}%`,
        `Implied volatility of a day: ${figure(inputs.impliedVolatilityPercent / Math.sqrt(TRADING_DAYS), 4)}%`,
      ],
    };
  },
};
