import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { LeaseRequest, LeaseState, Release } from '../src/domain/deployment/lease/lease.ts';
import type { Spend } from '../src/domain/suite/budget.ts';
import type { EndedTask } from '../src/domain/suite/circuit-breaker.ts';
import type {
  ConfigProgress,
  EpisodeCounts,
  RetryAccepted,
  RetryRequest,
  ShardProgress,
  SuiteProgress,
  TaskFailure,
} from '../src/domain/suite/progress.ts';

/** No new task starts until `resume`; calls in flight finish. */
export const pause = defineSignal('pause');
export const resume = defineSignal('resume');
/** No new task starts at all; what is in flight finishes, the rest can be resumed. Ends a hold. */
export const finish = defineSignal<[reason: string | undefined]>('finish');
/** To shards only: the deployment is gone for good; unfinished tasks end unscored. */
export const abandon = defineSignal<[reason: string]>('abandon');
/** From shards to their config, for its budget and its circuit breaker; from episodes to their shard. */
export const settled = defineSignal<[report: SettledReport]>('settled');
/** What tasks of a shard came to since its last report. */
export interface SettledReport {
  readonly spend: Spend;
  readonly ended: readonly EndedTask[];
}

/** From a config to its suite: it wants its lane for a round, or has parked and needs it no more. */
export const lane = defineSignal<[request: LaneRequest]>('lane');
export const laneGranted = defineSignal('laneGranted');
export interface LaneRequest {
  readonly configId: string;
  readonly wants: boolean;
}

/** To `inferenceHost`: who wants its lease, and who gives it back. */
export const requestLease = defineSignal<[request: LeaseRequest]>('requestLease');
export const releaseLease = defineSignal<[release: Release]>('releaseLease');
/** To `inferenceHost`: no further lease, and its server stops; until `undrain`. */
export const drain = defineSignal('drain');
export const undrain = defineSignal('undrain');
export const hostLease = defineQuery<LeaseState>('lease');
/** From `inferenceHost` to configs. */
export const leaseGranted = defineSignal<[epoch: number]>('leaseGranted');
export const leaseReleased = defineSignal('leaseReleased');
export const leaseWaiting = defineSignal<[reason: string]>('leaseWaiting');

/** Asks the failed and unscored tasks of a held config again, as a new round. */
export const retryFailed = defineUpdate<RetryAccepted, [request: RetryRequest]>('retryFailed');

export const suiteProgress = defineQuery<SuiteProgress>('progress');
export const configProgress = defineQuery<ConfigProgress>('progress');
export const shardProgress = defineQuery<ShardProgress>('progress');
export const episodeProgress = defineQuery<EpisodeCounts>('progress');
/** The latest tasks without a score, at most 50. */
export const failures = defineQuery<readonly TaskFailure[]>('failures');
