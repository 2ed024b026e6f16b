import type { ConfigRun, HostPatience } from '../src/domain/suite/config-run.ts';
import type { ConfigPlan, HostWaitPlan } from './contract.ts';

/** What orchestration needs to know of a stored config. */
export function planConfig(run: ConfigRun, config: ConfigPlan['config']): ConfigPlan {
  const { configId, host, hostPatience, deployment, agent, slots, timeoutMs } = run;
  return {
    configId,
    config,
    host,
    lane: laneOf(run),
    model: deployment?.model ?? 'none',
    agent: agent.kind,
    ...(run.deploymentId !== undefined && { deploymentId: run.deploymentId }),
    ...(deployment !== undefined && !('baseUrl' in deployment) && { lease: true as const }),
    slots,
    timeoutMs,
    ...(run.budget && { budget: run.budget }),
    ...(hostPatience && { hostWait: hostWaitOf(hostPatience) }),
  };
}

const hostWaitOf = ({ minutes, mayMove }: HostPatience): HostWaitPlan => ({
  limitMs: minutes * 60_000,
  ...(mayMove && { mayMove: true as const }),
});

/** One lane a host that serves models, one an API, one a config that needs neither. */
export function laneOf({ configId, host, deployment }: ConfigRun): string {
  if (deployment === undefined) return `config:${configId}`;
  return 'baseUrl' in deployment ? `api:${new URL(deployment.baseUrl).origin}` : `host:${host}`;
}
