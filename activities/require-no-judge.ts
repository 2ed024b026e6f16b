import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { needsJudge } from '../src/domain/judge/judge-use.ts';
import type { ResolvedDataset } from '../src/domain/suite/resolved-dataset.ts';
import { refuseKey } from './refuse-key.ts';

/**
 * A config without a judge leaves nothing to one. Profile `compat` grades without, by the
 * original's own heuristics.
 * @throws ConfigurationError naming the dataset and the keys to set
 */
export function requireNoJudge(config: ConfigInput, datasets: readonly ResolvedDataset[]): void {
  if (config.profile === 'compat') return;
  const dataset = datasets.find(needsJudge);
  if (dataset === undefined) return;
  throw refuseKey(
    config,
    'judge',
    `is missing: no rule can grade the answers to dataset "${dataset.type}" in profile "${config.profile}": set "judge" in the experiments file, or "llm_eval" in the eval config`,
  );
}
