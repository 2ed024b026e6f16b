import type { InferenceServer } from '../src/adapters/inference/inference-server.ts';
import { isServed } from '../src/domain/deployment/is-served.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import { configRoot, serverKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun, DeploymentSpec } from '../src/domain/suite/config-run.ts';
import type { ConfigScope } from './contract.ts';
import type { LeaseEpoch } from './host-contract.ts';
import { type Repairable, readRepairs } from './repair-deployment.ts';
import type { RunRecords } from './run-records.ts';
import type { ServerOfConfig } from './server-records.ts';

export interface ServerVersionPorts {
  readonly records: RunRecords;
  readonly serverFor: (spec: DeploymentSpec) => InferenceServer;
}

interface Version {
  readonly deploymentId: string;
  readonly spec: DeploymentSpec;
}

/** A config's server as it was configured, and as each repair left it; the last version runs now. */
export class ServerVersions {
  readonly config: ConfigRun;
  readonly #versions: readonly [Version, ...Version[]];
  readonly #serverOf: (version: Version) => ServerOfConfig;

  private constructor(
    config: ConfigRun,
    versions: readonly [Version, ...Version[]],
    serverOf: (version: Version) => ServerOfConfig,
  ) {
    this.config = config;
    this.#versions = versions;
    this.#serverOf = serverOf;
  }

  static async read(
    { records, serverFor }: ServerVersionPorts,
    scope: ConfigScope,
    lease?: LeaseEpoch,
  ): Promise<ServerVersions> {
    const config = await records.configRun(scope);
    const configured = configuredServer(config, scope);
    // Holders are named by the records, not by workflows: a resume takes over what a terminated
    // workflow could not release. Configs of a suite run share servers.
    const holder = lease === undefined ? scope.scope.root : `host/${lease.host}`;
    const repairable = repairableOf(config, scope);
    const repairs = repairable === undefined ? [] : await readRepairs(records.store, repairable);
    const repaired = repairs.map(({ deployment: spec, deploymentId }) => ({ deploymentId, spec }));
    return new ServerVersions(config, [configured, ...repaired], ({ deploymentId, spec }) => ({
      configId: config.configId,
      request: { deploymentId, spec, holder },
      server: serverFor(spec),
    }));
  }

  /** What to start now. */
  get current(): ServerOfConfig {
    return this.#serverOf(this.#versions.at(-1) ?? this.#versions[0]);
  }

  /** Those that must not run any more, the latest first. */
  get former(): readonly ServerOfConfig[] {
    const { deploymentId } = this.current.request;
    const others = this.#versions.filter((version) => version.deploymentId !== deploymentId);
    return others.toReversed().map(this.#serverOf);
  }

  /** The version of this id; the current one when the id is not known, as in plans of earlier versions. */
  named(deploymentId: string | undefined): ServerOfConfig {
    const version = this.#versions.findLast((one) => one.deploymentId === deploymentId);
    return version === undefined ? this.current : this.#serverOf(version);
  }
}

/** Of what runs now: the configured deployment, or the last repair of it. */
export async function currentDeploymentId(
  records: RunRecords,
  scope: ConfigScope,
): Promise<string> {
  const config = await records.configRun(scope);
  const repairable = repairableOf(config, scope);
  const repairs = repairable === undefined ? [] : await readRepairs(records.store, repairable);
  return repairs.at(-1)?.deploymentId ?? configuredServer(config, scope).deploymentId;
}

/** Undefined for a server that the ladder knows no step for. */
export function repairableOf(config: ConfigRun, scope: ConfigScope): Repairable | undefined {
  const { deploymentId: configuredId, spec } = configuredServer(config, scope);
  if (!isServed(spec)) return undefined;
  const keys = serverKeys(configRoot(scope.scope.root, config.configId), scope.scope.phase);
  return { keys, configuredId, configured: spec };
}

function configuredServer(config: ConfigRun, { scope }: ConfigScope): Version {
  const isJudges = scope.phase === 'grade';
  const { deployment, deploymentId } = (isJudges ? config.judge : config) ?? {};
  if (deployment === undefined || deploymentId === undefined) {
    const whose = isJudges ? ' for its judge' : '';
    throw new ConfigurationError(`config "${config.configId}" has no model server${whose}`);
  }
  return { deploymentId, spec: deployment };
}
