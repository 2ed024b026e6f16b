import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { redactMessage } from '../src/adapters/artifacts/redact.ts';
import {
  ArtifactError,
  ConfigurationError,
  DatasetIntegrityError,
  DeploymentError,
  EvaluationError,
} from '../src/domain/errors.ts';
import type { FailureType } from '../src/domain/suite/failure-types.ts';

/** Failure messages are copied into histories and shown in lists. */
const MESSAGE_CHARS_MAX = 500;

interface FailureOptions {
  readonly retryable: boolean;
  readonly nextRetryDelayMs?: number;
  readonly cause?: unknown;
}

/** The only place that builds `ApplicationFailure`s in activities. */
export function failure(
  type: FailureType,
  message: string,
  { retryable, nextRetryDelayMs }: FailureOptions,
): ApplicationFailure {
  return ApplicationFailure.create({
    type,
    message: redactMessage(message).slice(0, MESSAGE_CHARS_MAX),
    nonRetryable: !retryable,
    ...(nextRetryDelayMs !== undefined && { nextRetryDelay: nextRetryDelayMs }),
  });
}

/** What an activity throws when a call into the rest of the system failed. Bugs pass unchanged. */
function toFailure(error: unknown): unknown {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  if (!(error instanceof EvaluationError)) return error;
  return failure(failureType(error), error.message, { retryable: error.retryable });
}

function failureType(error: EvaluationError): FailureType {
  if (error instanceof ConfigurationError) return 'InvalidConfig';
  if (error instanceof DatasetIntegrityError) return 'DatasetMismatch';
  if (error instanceof ArtifactError) return 'ArtifactCorrupt';
  if (error instanceof DeploymentError) return 'DeploymentFailed';
  return 'AgentFailed';
}

type AnyActivity = (...args: never[]) => Promise<unknown>;

/** Wraps every activity of a family, so that none can leak a raw error. */
export function withTypedFailures<Family extends object>(family: Family): Family {
  const wrap =
    (activity: AnyActivity) =>
    async (...args: never[]) => {
      try {
        return await activity(...args);
      } catch (error) {
        throw toFailure(error);
      }
    };
  return Object.fromEntries(
    Object.entries(family).map(([name, activity]) => [name, wrap(activity)]),
  ) as Family;
}
