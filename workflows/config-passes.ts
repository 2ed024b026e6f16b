import type { ConfigPlan, ConfigScope } from '../activities/contract.ts';
import type { TaskPhase } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigPhase } from '../src/domain/suite/progress.ts';
import { Deployment } from './deployment.ts';
import type { DeploymentPlan } from './deployment-plan.ts';
import type { ConfigLease } from './host-lease.ts';
import type { Stop } from './stop.ts';

/** One way through the tasks of a round, with the servers it needs. */
export interface Pass {
  /** Absent when tasks are answered and graded in one go. */
  readonly phase?: TaskPhase;
  readonly shownAs: ConfigPhase;
  readonly deployment: Deployment;
}

/**
 * Answers and grades in one pass, or in two with a change of servers between; grades alone again.
 * @param lastEpoch of deployments that were brought up before these
 */
export function passesOf(
  plan: ConfigPlan,
  scope: ConfigScope,
  lease: ConfigLease,
  lastEpoch = 0,
): readonly Pass[] {
  const { host, hostWait, grading, regrading } = plan;
  const pass = (server: ServerOfPass, shownAs: ConfigPhase, phase?: TaskPhase): Pass => ({
    ...(phase && { phase }),
    shownAs,
    deployment: new Deployment(
      { host, ...(hostWait && { hostWait }), ...server, lastEpoch },
      inPhase(scope, phase),
      lease,
    ),
  });
  const phase = grading && 'grade';
  if (regrading !== undefined && scope.scope.regrade !== undefined) {
    return [pass({ ...regrading, hasAgent: false }, 'grading', phase)];
  }
  const { deploymentId, lease: isLeased } = plan;
  const own = {
    ...(deploymentId !== undefined && { deploymentId }),
    ...(isLeased && { lease: isLeased }),
    hasAgent: true,
  };
  if (grading === undefined) return [pass(own, 'running')];
  return [
    pass(own, 'answering', 'answer'),
    pass({ ...grading, hasAgent: false }, 'grading', 'grade'),
  ];
}

/** How a pass ends whose servers are given up. */
export const stopFor = ({ phase }: Pass, reason: string): Stop =>
  phase === 'grade'
    ? // Answers that the judge did not come to are graded when the run is resumed.
      { kind: 'finish', reason: `deployment of the judge ${reason}` }
    : { kind: 'abandon', reason: `deployment ${reason}` };

type ServerOfPass = Omit<DeploymentPlan, 'host' | 'hostWait' | 'lastEpoch'>;

export const inPhase = (scope: ConfigScope, phase: TaskPhase | undefined): ConfigScope =>
  phase === undefined ? scope : { ...scope, scope: { ...scope.scope, phase } };
