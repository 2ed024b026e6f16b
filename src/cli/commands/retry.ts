import { type Client, WorkflowUpdateFailedError } from '@temporalio/client';
import { ConfigurationError } from '../../domain/errors.ts';
import { FAILED_REASONS, UNSCORED_REASONS } from '../../domain/scoring/score.ts';
import type { ConfigSummary, RetryAccepted, SuiteProgress } from '../../domain/suite/progress.ts';
import { type CliContext, type Command, EXIT } from '../context.ts';
import { announceRun, followRun } from '../follow-run.ts';
import { writeLine } from '../output.ts';
import { resumeClosedRun } from '../resume-run.ts';
import { formatRun } from '../run-reference.ts';
import { findSuiteExecution, type SuiteExecution } from '../suite-executions.ts';
import { callServer, query } from '../temporal-calls.ts';
import { withClient } from '../with-client.ts';

const REASONS = [...FAILED_REASONS, ...UNSCORED_REASONS] as const;
type Reason = (typeof REASONS)[number];

interface RetryOptions {
  readonly reason?: readonly string[];
  readonly detach?: boolean;
}

/** Asks failed and unscored tasks again: in the held configs of an open run, or by a resume. */
export const retryCommand: Command<RetryOptions> = (
  [reference = 'latest', configId],
  { reason, detach },
  context,
) => {
  const reasons = reason?.map(parseReason);
  return withClient(context, async (client) => {
    const run = await findSuiteExecution(client, reference);
    if (run.state === 'running') {
      await retryHeld(client, run, { configId, reasons }, context);
      return detach === true ? EXIT.ok : followRun(client, run, context);
    }
    if (configId !== undefined) throw notHeldAlone(run, configId);
    const tasks = { only: 'failed', ...(reasons && { reasons: [...reasons] }) } as const;
    const resumed = await resumeClosedRun(client, run, tasks, context.settings);
    writeLine(
      context.stderr,
      `run ${formatRun(run)} has ended; starting it again for tasks that ${describe(reasons)}`,
    );
    await announceRun(resumed, context);
    return detach === true ? EXIT.ok : followRun(client, resumed, context);
  });
};

interface Wanted {
  readonly configId: string | undefined;
  readonly reasons: readonly Reason[] | undefined;
}

async function retryHeld(
  client: Client,
  run: SuiteExecution,
  { configId, reasons }: Wanted,
  { stderr }: CliContext,
): Promise<void> {
  for (const config of await heldConfigs(client, run, configId)) {
    const { round } = await requestRound(client, config, reasons);
    writeLine(
      stderr,
      `config ${config.configId}: round ${round} asks tasks that ${describe(reasons)}, when its host is free`,
    );
  }
}

/** @throws ConfigurationError when there is none, or not the one that is named. */
async function heldConfigs(
  client: Client,
  run: SuiteExecution,
  configId: string | undefined,
): Promise<readonly ConfigSummary[]> {
  const progress = await query<SuiteProgress>(client, run.workflowId, 'progress');
  if ('unanswered' in progress) {
    throw new ConfigurationError(
      `run ${formatRun(run)}: ${progress.unanswered}, so nobody knows which configs are held: run "durabench up"`,
    );
  }
  const { configs } = progress.value;
  const held = configs.filter(
    (config) => config.phase === 'parked' && (configId ?? config.configId) === config.configId,
  );
  if (held.length > 0) return held;
  const phases = configs.map((config) => `${config.configId} ${config.phase}`).join(', ');
  throw new ConfigurationError(
    `run ${formatRun(run)} holds ${configId === undefined ? 'no config' : `no config "${configId}"`} for a retry (${phases}): ` +
      'wait for its end, or cancel it; only runs started with holdMinutes park',
  );
}

async function requestRound(
  client: Client,
  { configId, workflowId }: ConfigSummary,
  reasons: readonly Reason[] | undefined,
): Promise<RetryAccepted> {
  const request = reasons === undefined ? {} : { reasons };
  try {
    return await callServer(client, () =>
      client.workflow
        .getHandle(workflowId)
        .executeUpdate<RetryAccepted, [typeof request]>('retryFailed', { args: [request] }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    const why = error.cause?.message ?? error.message;
    throw new ConfigurationError(`config "${configId}": ${why}`, {}, { cause: error });
  }
}

const notHeldAlone = (run: SuiteExecution, configId: string): ConfigurationError =>
  new ConfigurationError(
    `run ${formatRun(run)} has ended (${run.state}), so its configs are retried together: leave "${configId}" out`,
  );

function parseReason(text: string): Reason {
  const reason = REASONS.find((known) => known === text);
  if (reason !== undefined) return reason;
  throw new ConfigurationError(`--reason "${text}" is unknown: write one of ${REASONS.join(', ')}`);
}

const describe = (reasons: readonly Reason[] | undefined): string =>
  reasons === undefined ? 'failed or have no score' : `ended with ${reasons.join(' or ')}`;
