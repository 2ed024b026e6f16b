import type { ConfigRun, DeploymentSpec } from '../../suite/config-run.ts';
import { runsRemoteCode } from '../runs-remote-code.ts';
import type { HostNeeds } from './known-host.ts';

/**
 * What a resolved config wants of its host: for its agent, its model, what may stand in for that, and
 * a judge of its own.
 */
export function hostNeeds({
  agent,
  deployment,
  fallbacks = [],
  judge,
}: Pick<ConfigRun, 'agent' | 'deployment' | 'fallbacks' | 'judge'>): HostNeeds {
  const specs = [deployment, ...fallbacks, judge?.deployment].filter((spec) => spec !== undefined);
  const served = specs.filter(isServed);
  return {
    gpus: [...new Set(served.flatMap(({ gpus }) => gpus ?? []))],
    command: agent.kind === 'command' || specs.some(isOwn),
    remoteCode: [...new Set(served.filter(runsRemoteCode).map(({ checkpoint }) => checkpoint))],
  };
}

const isServed = (spec: DeploymentSpec) => 'checkpoint' in spec;

/** What hosts start only for those whom they let run commands. */
function isOwn(spec: DeploymentSpec): boolean {
  if ('checkpoint' in spec) return spec.recipe === undefined;
  return spec.engine === 'node-llama-cpp' && spec.weights.startsWith('/');
}
