import type { EvalConfig } from '../src/contracts/eval-config.ts';
import { canFollowUp } from '../src/contracts/ineffective-keys.ts';
import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { refuseKey } from './refuse-key.ts';

/**
 * Whether answers that earn points are followed up: `conduct_debate` of the experiment over `debate`
 * of the eval config, which may be shared with configs that it does not concern.
 * @throws ConfigurationError when `conduct_debate` would have no effect
 */
export function resolveDebate(
  config: ConfigInput,
  { debate, datasets }: Pick<EvalConfig, 'debate' | 'datasets'>,
): true | undefined {
  const { profile, conduct_debate: wanted = debate } = config;
  if (wanted !== true) return undefined;
  if (canFollowUp(datasets, profile)) return true;
  if (config.conduct_debate === undefined) return undefined;
  throw refuseKey(
    config,
    'conduct_debate',
    profile === 'corrected'
      ? 'has no effect in profile "corrected", which asks each question once: remove it, or set profile to "compat" or "both"'
      : 'has no effect: all datasets are traded, and no trading decision is followed up',
  );
}
