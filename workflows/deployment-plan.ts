import type { HostWaitPlan, ServerPlan } from '../activities/contract.ts';
import type { DeployedAgent, DeployedServer } from '../activities/host-contract.ts';

/** What runs now. */
export interface Deployed {
  readonly server?: DeployedServer;
  readonly agent?: DeployedAgent;
}

export interface DeploymentPlan extends ServerPlan {
  readonly host: string;
  /** A judge's server has none beside it. */
  readonly hasAgent: boolean;
  readonly hostWait?: HostWaitPlan;
  /** Of the config so far: records of the same server tell its times apart by it. */
  readonly lastEpoch?: number;
}
