import { type Award, award, type Dimension, dimension, type OptionsAnswer } from './dimension.ts';
import { DIGIT, SPACE } from './python-text.ts';

/** Rewards greeks of a plausible size; the points of rho can never be earned, so 80 is the most. */
export function greeksDimension({ text, facts }: OptionsAnswer): Dimension {
  const { delta, gamma, theta, vega } = facts.greeks;
  const found = [delta, gamma, theta, vega].filter((greek) => greek !== undefined).length;
  if (found === 0) return dimension(0, [mentionAward(text)]);
  return dimension(0, [
    delta === undefined ? undefined : deltaAward(delta),
    gamma === undefined ? undefined : { points: gamma >= 0 ? 20 : 10 },
    award(theta !== undefined, 20),
    award(vega !== undefined, 20),
    foundAward(found),
  ]);
}

const deltaAward = (delta: number): Award | undefined =>
  Math.abs(delta) <= 1 ? { points: 20 } : award(Math.abs(delta) <= 1000, 15);

function foundAward(found: number): Award {
  if (found === 1) return { points: 10, remark: 'Limited Greeks analysis' };
  const remark = found === 4 ? 'Comprehensive Greeks analysis' : 'Partial Greeks provided';
  return { points: 0, remark };
}

const NAMES = ['delta', 'gamma', 'theta', 'vega', 'rho'];
const NEAR_NUMBER = NAMES.map((name) => new RegExp(`${name}[:=≈${SPACE}]{0,10}-?[${DIGIT}]`, 'u'));

function mentionAward(text: string): Award {
  const mentioned = NAMES.filter((name) => text.includes(name)).length;
  const withNumber = NEAR_NUMBER.filter((pattern) => pattern.test(text)).length;
  if (withNumber >= 2) return { points: 50, remark: 'Greeks mentioned with values' };
  if (mentioned >= 3) return { points: 30, remark: 'Greeks mentioned' };
  return mentioned > 0
    ? { points: 15, remark: 'Limited Greeks discussion' }
    : { points: 0, remark: 'Missing Greeks analysis' };
}
