import { isException } from '../src/domain/deployment/diagnose/decisive-lines.ts';
import { diagnoseLog } from '../src/domain/deployment/diagnose/diagnose-log.ts';
import type { Diagnosis } from '../src/domain/deployment/diagnose/diagnosis.ts';
import { isServed } from '../src/domain/deployment/is-served.ts';
import { DeploymentError } from '../src/domain/errors.ts';
import { failure } from './failures.ts';
import type { RepairAttempt } from './repair-server.ts';
import type { ServerOfConfig } from './server-records.ts';

/** What others did to it, which may be over the next time. */
const PASSING_CAUSES: readonly string[] = ['clean-shutdown', 'memory-taken', 'port-in-use'];
/** Messages are cut where they are shown: what to do must be within. */
const EVIDENCE_CHARS_MAX = 160;

/** Takes a step of the ladder against a cause, where one can help. */
export type Repair = (diagnosis: Diagnosis) => Promise<RepairAttempt>;

/**
 * What a server's failure to start is reported as: with the diagnosis of its log when that names
 * the cause. One that was repaired, or that ended without an error of its own, is `ServerLost`, as
 * if it had served: it may well start the next time.
 */
export async function explainedStart(
  error: unknown,
  of: ServerOfConfig,
  repair: Repair,
): Promise<unknown> {
  if (!(error instanceof DeploymentError) || error.facts.ended !== true) return error;
  if (!isServed(of.request.spec)) return error;
  const diagnosis = await diagnosisOf(of, 'starting');
  if (diagnosis === undefined) return lost(error.message);
  const { step, taken } = await repair(diagnosis);
  if (step !== undefined) {
    return lost(`the model server ended while starting: ${repaired(diagnosis, step)}`);
  }
  const after = taken === 0 ? '' : ` after ${taken} ${taken === 1 ? 'repair' : 'repairs'}`;
  const message = `the model server ended while starting${after}: ${diagnosed(diagnosis)}`;
  return PASSING_CAUSES.includes(diagnosis.cause)
    ? lost(message)
    : failure('DeploymentFailed', message, { retryable: false });
}

/** What the loss of a server that had served is reported as; with the step that was taken against it. */
export async function explainedLoss(
  reason: string,
  of: ServerOfConfig,
  repair: Repair,
): Promise<unknown> {
  const diagnosis = await diagnosisOf(of, 'serving');
  const { step } = diagnosis === undefined ? {} : await repair(diagnosis);
  const why = diagnosis && step ? `: ${repaired(diagnosis, step)}` : '';
  return lost(`model server lost: ${reason}${why}`);
}

export const lost = (message: string) => failure('ServerLost', message, { retryable: false });

/** Undefined when the log names no error of its own, known or not. */
async function diagnosisOf(
  { request, server }: ServerOfConfig,
  phase: 'starting' | 'serving',
): Promise<Diagnosis | undefined> {
  if (!isServed(request.spec)) return undefined;
  const { engine } = request.spec;
  const diagnosis = diagnoseLog((await server.log?.(request)) ?? '', { engine, phase });
  const isOwn = diagnosis.cause === 'unknown' && diagnosis.evidence.some(isException);
  return isOwn || diagnosis.confidence === 'high' ? diagnosis : undefined;
}

const repaired = (
  { title, cause }: Diagnosis,
  { from, to }: NonNullable<RepairAttempt['step']>,
): string => `${title} (${cause}). Repaired: ${from} becomes ${to}`;

const diagnosed = ({ cause, title, evidence, remedy }: Diagnosis): string => {
  const said = evidence[0]?.text.slice(0, EVIDENCE_CHARS_MAX) ?? '';
  return `${title} (${cause}). To do: ${remedy}. Its log says: ${said}`;
};
