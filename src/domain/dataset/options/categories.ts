import { ConfigurationError } from '../../errors.ts';
import { suggestion } from '../../suggestion.ts';

/** The nine categories of options questions, as the original benchmark names them. */
export const OPTIONS_CATEGORIES = [
  'Options Pricing',
  'Greeks Analysis',
  'Strategy Construction',
  'Volatility Trading',
  'P&L Attribution',
  'Risk Management',
  'Copy Trading',
  'Race to 10M',
  'Strategy Defense',
] as const;
export type OptionsCategory = (typeof OPTIONS_CATEGORIES)[number];

/**
 * The categories named, in their own order; all when none are given.
 * @throws ConfigurationError naming the category that does not exist, or that none is named.
 */
export function chooseCategories(names: readonly string[] | undefined): readonly OptionsCategory[] {
  if (names === undefined) return OPTIONS_CATEGORIES;
  const unknown = names.find((name) => !OPTIONS_CATEGORIES.some((known) => known === name));
  if (names.length === 0 || unknown !== undefined) {
    const what =
      unknown === undefined
        ? 'no options category is named'
        : `unknown options category "${unknown}"${suggestion(unknown, OPTIONS_CATEGORIES)}`;
    throw new ConfigurationError(
      `${what}: name some of ${OPTIONS_CATEGORIES.join(', ')}, or leave them out`,
    );
  }
  return OPTIONS_CATEGORIES.filter((category) => names.includes(category));
}
