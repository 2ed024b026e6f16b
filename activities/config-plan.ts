import { isBroughtUp } from '../src/domain/deployment/is-served.ts';
import type { ConfigRun, DeploymentSpec, HostPatience } from '../src/domain/suite/config-run.ts';
import type { ConfigPlan, HostWaitPlan, ServerPlan } from './contract.ts';

/** What orchestration needs to know of a stored config. */
export function planConfig(run: ConfigRun, config: ConfigPlan['config']): ConfigPlan {
  const { configId, host, hostPatience, deployment, agent, slots, timeoutMs, judge } = run;
  const judging = serverPlan(judge?.deployment, judge?.deploymentId);
  return {
    configId,
    config,
    host,
    lane: laneOf(run),
    model: deployment?.model ?? 'none',
    agent: agent.kind,
    ...serverPlan(deployment, run.deploymentId),
    ...(judge?.phase === 'after' && { grading: judging }),
    regrading: judging,
    slots,
    timeoutMs,
    ...(run.budget && { budget: run.budget }),
    ...(hostPatience && { hostWait: hostWaitOf(hostPatience) }),
  };
}

const serverPlan = (
  deployment: DeploymentSpec | undefined,
  deploymentId: string | undefined,
): ServerPlan => ({
  ...(deploymentId !== undefined && { deploymentId }),
  ...(isBroughtUp(deployment) && { lease: true as const }),
});

const hostWaitOf = ({ minutes, mayMove }: HostPatience): HostWaitPlan => ({
  limitMs: minutes * 60_000,
  ...(mayMove && { mayMove: true as const }),
});

/** One lane a host that serves models, one an API, one a config that needs neither. */
export function laneOf({ configId, host, deployment }: ConfigRun): string {
  if (deployment === undefined) return `config:${configId}`;
  return 'baseUrl' in deployment ? `api:${new URL(deployment.baseUrl).origin}` : `host:${host}`;
}
