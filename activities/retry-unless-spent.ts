import type { AgentError } from '../src/domain/errors.ts';
import { blameFor, isBudgetSpent, retryDelayMs } from '../src/domain/suite/attempt-budget.ts';
import type { CallLog } from './call-log.ts';
import { failure } from './failures.ts';

const FAILURE_TYPES = {
  agent: 'AgentFailed',
  provider: 'ProviderFailed',
  endpoint: 'EndpointUnavailable',
} as const;

/**
 * Returns when the calls for an answer have used up the budget of whoever is to blame.
 * @throws ApplicationFailure, retryable after a pause, while they have not.
 */
export async function retryUnlessSpent(log: CallLog, error: AgentError): Promise<void> {
  const { agentCause, message, retryAfterMs } = error;
  const causes = await log.failures();
  if (isBudgetSpent(agentCause, causes)) return;
  throw failure(FAILURE_TYPES[blameFor(agentCause)], message, {
    retryable: true,
    nextRetryDelayMs: retryDelayMs(agentCause, causes.length, retryAfterMs),
  });
}
