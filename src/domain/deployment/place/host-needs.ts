import type { ConfigRun, DeploymentSpec } from '../../suite/config-run.ts';
import { isServed } from '../is-served.ts';
import { runsRemoteCode } from '../runs-remote-code.ts';
import type { HostNeeds } from './known-host.ts';

/**
 * What a resolved config wants of its host: for its agent, its model, a judge of its own, and what
 * the repair ladder may turn to.
 */
export function hostNeeds({
  agent,
  deployment,
  judge,
  fallbacks = [],
}: Pick<ConfigRun, 'agent' | 'deployment' | 'judge' | 'fallbacks'>): HostNeeds {
  const servers = [
    { key: 'deployment', spec: deployment },
    { key: 'judge.deployment', spec: judge?.deployment },
    ...fallbacks.map((spec, index) => ({ key: `fallbacks[${index}]`, spec })),
  ];
  const specs = servers.flatMap(({ spec }) => spec ?? []);
  const remote = specs.filter(isServed).filter(runsRemoteCode);
  return {
    gpus: servers.flatMap(({ key, spec }) =>
      isServed(spec) && spec.gpus !== undefined ? [{ key, set: spec.gpus }] : [],
    ),
    command: agent.kind === 'command' || specs.some(isOwn),
    remoteCode: [...new Set(remote.map(({ checkpoint }) => checkpoint))],
  };
}

/** What hosts start only for those whom they let run commands. */
function isOwn(spec: DeploymentSpec): boolean {
  if (isServed(spec)) return spec.recipe === undefined;
  return spec.engine === 'node-llama-cpp' && spec.weights.startsWith('/');
}
