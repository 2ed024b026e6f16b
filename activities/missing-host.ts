import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { hostNeeds } from '../src/domain/deployment/place/host-needs.ts';
import type { HostNeeds } from '../src/domain/deployment/place/known-host.ts';
import type { ResolvedConfig } from './resolve-config-run.ts';
import type { ServingRules } from './serving-rules.ts';
import { smallestFit } from './smallest-fit.ts';

/**
 * What to start where no worker has told of a host yet, as the end of a sentence about the config.
 * @throws ConfigurationError for what works on no host, with the arithmetic
 */
export async function missingHost(
  config: ConfigInput,
  rules: ServingRules,
  resolve: (config: ConfigInput) => Promise<ResolvedConfig>,
): Promise<string> {
  const { config: fitted, isOpen } = await smallestFit(config, rules);
  const needs = hostNeeds((await resolve(fitted)).run);
  // Servers of a config take turns: who has the most has enough for the others.
  const [gpus] = needs.gpus
    .map(({ set }) => set)
    .toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  const command = ['durabench worker --host NAME', ...flagsOf(needs, gpus)].join(' ');
  const start = `no worker has told of a host yet: start "${command}" on one`;
  if (gpus === undefined) return start;
  const others = isOpen ? ', or one with other GPUs that hold the model' : '';
  return `${start}${others}; --assume-hosts NAME=${gpus} plans as if it were there`;
}

const flagsOf = (
  { command, remoteCode }: HostNeeds,
  gpus: string | undefined,
): readonly string[] => [
  ...(gpus === undefined ? [] : [`--gpus ${gpus}`]),
  ...(command ? ['--allow-command'] : []),
  ...(remoteCode.length === 0 ? [] : [`--trust-remote-code ${remoteCode.join(',')}`]),
];
