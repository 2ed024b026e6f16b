import type { SuiteInputDraft } from '../../src/contracts/suite-input.ts';

type Config = Extract<SuiteInputDraft, { configs: unknown }>['configs'][number];

/** Bars of a market. `compat` asks at each; `corrected` not at the last, whose order could not fill. */
export const BARS = 6;

/** One short market; `corrected` trades it in four episodes, `compat` one after another in five. */
export const marketConfig = (
  id: string,
  { markets = 1, ...changes }: Partial<Config> & { readonly markets?: number } = {},
): Config => ({
  id,
  agent: 'do-nothing',
  num_tasks: markets,
  eval_config: {
    name: 'market',
    datasets: [
      {
        type: 'crypto',
        generate: { seed: 1, count: markets, bars: BARS, timeframes: ['5m'] },
        evaluation: { random_agents: 100, meta_transforms: ['identity', 'invert_returns'] },
      },
    ],
  },
  ...changes,
});
