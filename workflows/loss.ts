import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { isCancellation } from '@temporalio/workflow';
import type { FailureType } from '../src/domain/suite/failure-types.ts';
import { causeMessage } from './concurrency.ts';
import { isWithoutWorker } from './host-wait.ts';

/** Ended without an error of its own, which says nothing about the next start. */
export const isLoss = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === ('ServerLost' satisfies FailureType);

/** Undefined when nobody was there to watch. @throws the cancellation of the watch */
export function lossReason(error: unknown): string | undefined {
  if (isCancellation(error)) throw error;
  return isWithoutWorker(error) ? undefined : causeMessage(error);
}
