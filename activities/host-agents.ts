import type { AgentHost, AgentRequest, RunningAgent } from '../src/adapters/agents/agent-host.ts';
import { configRoot } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import type { ConfigScope } from './contract.ts';
import { failure } from './failures.ts';
import type { DeployedAgent } from './host-contract.ts';
import { writeOracleAnswers } from './oracle-answers-file.ts';
import type { RunRecords } from './run-records.ts';
import { untilLost } from './until-lost.ts';

interface HostAgentPorts {
  readonly records: RunRecords;
  readonly agentHost: AgentHost;
  /** Where files for agents on this host are put. */
  readonly workDir: string;
}

/** The agents of configs on one host. */
export class HostAgents {
  readonly #ports: HostAgentPorts;

  constructor(ports: HostAgentPorts) {
    this.#ports = ports;
  }

  async ensure(
    scope: ConfigScope,
    modelBaseUrl: string | undefined,
    signal: AbortSignal,
  ): Promise<RunningAgent> {
    const request = await this.#requestOf(scope);
    const answersFile = isOracle(request)
      ? await writeOracleAnswers(this.#ports, request.agentId, scope)
      : undefined;
    const extras = { ...(modelBaseUrl && { modelBaseUrl }), ...(answersFile && { answersFile }) };
    return this.#ports.agentHost.ensure({ ...request, ...extras }, signal);
  }

  /** @throws `AgentLost`, and never returns */
  async watch(
    scope: ConfigScope,
    agent: DeployedAgent,
    intervalMs: number,
    signal: AbortSignal,
  ): Promise<never> {
    const request = await this.#requestOf(scope);
    const look = () => this.#ports.agentHost.check(agent, request, signal);
    const reason = await untilLost(look, intervalMs, signal);
    throw failure('AgentLost', `agent lost: ${reason}`, { retryable: false });
  }

  async stop(scope: ConfigScope): Promise<void> {
    await this.#ports.agentHost.release(await this.#requestOf(scope));
  }

  /** Of a config that ended while the host was away, or was terminated: nobody else will. */
  async stopLeftBy(config: ConfigScope, next?: ConfigScope): Promise<void> {
    // A judge's server has none beside it: one that runs is of the config's next round.
    if (config.scope.phase === 'grade') return;
    // A run whose records were removed tells of no agent.
    const left = await this.#requestOf(config).catch(() => undefined);
    const own = next && (await this.#requestOf(next));
    if (left === undefined || left.agentId === own?.agentId) return;
    await this.#ports.agentHost.release(left);
  }

  async #requestOf(scope: ConfigScope): Promise<AgentRequest> {
    return agentRequest(await this.#ports.records.configRun(scope), scope);
  }
}

/** An agent is a config's own; a resume takes over what a terminated workflow could not release. */
function agentRequest({ agent, configId }: ConfigRun, { scope }: ConfigScope): AgentRequest {
  const agentId = configRoot(scope.root, configId);
  return { agentId, spec: agent, holder: agentId };
}

const isOracle = ({ spec }: AgentRequest): boolean =>
  spec.kind === 'oracle' || spec.kind === 'noisy-oracle';
