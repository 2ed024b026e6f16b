import type { ArtifactRef } from '../src/contracts/records.ts';
import type { Holder, LeaseRequest } from '../src/domain/deployment/lease/lease.ts';
import type { ConfigResult } from '../src/domain/suite/progress.ts';
import type {
  ConfigScope,
  EndedTask,
  PendingTask,
  RunScope,
  SampledTasks,
  SliceRef,
  SuiteIdentity,
  SuitePlan,
} from './contract.ts';
import type { HostMove, MovedConfig, NoOtherHost } from './move-contract.ts';

export interface DeploymentState extends ConfigScope {
  readonly deploymentId?: string;
  readonly epoch: number;
  readonly state: 'healthy' | 'lost' | 'abandoned' | 'stopped';
  readonly agentUrl?: string;
  readonly modelUrl?: string;
  readonly models?: readonly string[];
  readonly reason?: string;
}

export interface Aggregation extends ConfigScope {
  readonly manifest?: ArtifactRef;
  /** ISO 8601, from workflow time, so that a repeated aggregation gives the same bytes. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly error?: string;
}

/** Queue `eval`: planning, bookkeeping, results. */
export interface EvalActivities {
  /** Validates a start, whatever its shape, and stores the resolved suite. */
  resolveSuite(input: unknown, identity: SuiteIdentity): Promise<SuitePlan>;
  sampleTasks(scope: ConfigScope): Promise<SampledTasks>;
  readSlice(slice: SliceRef): Promise<readonly PendingTask[]>;
  /** Gives tasks an outcome that no activity could give them; not those that another phase grades. */
  recordFailures(
    slice: SliceRef,
    tasks: readonly PendingTask[],
    message: string,
  ): Promise<readonly EndedTask[]>;
  recordDeployment(state: DeploymentState): Promise<void>;
  aggregateConfig(aggregation: Aggregation): Promise<ConfigResult>;
  publishSuite(scope: RunScope, finishedAt: string): Promise<void>;
  /** Tells the host's workflow, and starts it if need be. */
  askForLease(host: string, request: LeaseRequest): Promise<void>;
  /** Another host for a config whose own has no worker; `nowhere` says why there is none. */
  moveConfig(config: ConfigScope, move: HostMove): Promise<MovedConfig | NoOtherHost>;
  /** Those whose workflows have ended, or never were. */
  closedHolders(holders: readonly Holder[]): Promise<readonly Holder[]>;
}
