import type { ConfigScope } from './contract.ts';

/** Of a host's lease: activities refuse an epoch that is not the latest they have seen. */
export interface LeaseEpoch {
  readonly host: string;
  readonly epoch: number;
}

export interface DeployedServer {
  readonly baseUrl: string;
  readonly model: string;
  readonly pid?: number;
  readonly adopted: boolean;
  readonly startedAt?: string;
  /** Which version of a repaired deployment it is; hosts of earlier versions do not say. */
  readonly deploymentId?: string;
}

export interface DeployedAgent {
  readonly url: string;
  readonly pid?: number;
  readonly adopted: boolean;
}

/** Queue `host.<host>`: the life of servers and agents on one host. */
export interface HostActivities {
  /** A sign of life. */
  answer(): Promise<void>;
  /** With a lease it first stops the server of another deployment. */
  ensureServer(config: ConfigScope, lease?: LeaseEpoch): Promise<DeployedServer>;
  /** Health, model list and one real completion. Returns the ids the endpoint lists. */
  awaitHealthy(config: ConfigScope, server: DeployedServer): Promise<readonly string[]>;
  /** Runs until the server is lost, and fails with `ServerLost`. */
  watchServer(config: ConfigScope, server: DeployedServer): Promise<never>;
  stopServer(config: ConfigScope): Promise<void>;
  /** Stops what was started under the host's lease, if anything runs. */
  stopLeasedServer(lease: LeaseEpoch): Promise<void>;
  ensureAgent(config: ConfigScope, modelBaseUrl?: string): Promise<DeployedAgent>;
  watchAgent(config: ConfigScope, agent: DeployedAgent): Promise<never>;
  stopAgent(config: ConfigScope): Promise<void>;
}
