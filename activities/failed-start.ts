import { diagnoseLog } from '../src/domain/deployment/diagnose/diagnose-log.ts';
import type { Diagnosis } from '../src/domain/deployment/diagnose/diagnosis.ts';
import { DeploymentError } from '../src/domain/errors.ts';
import { failure } from './failures.ts';
import type { ServerOfConfig } from './server-records.ts';

/** What others did to it, which may be over the next time. */
const PASSING_CAUSES: readonly string[] = ['clean-shutdown', 'memory-taken', 'port-in-use'];
/** Messages are cut where they are shown: what to do must be within. */
const EVIDENCE_CHARS_MAX = 160;

/**
 * What a server's failure to start is reported as: with the diagnosis of its log when that names
 * the cause. One that ended without an error of its own is `ServerLost`, as if it had served:
 * killed while starting, it may well start the next time.
 */
export async function explainedStart(error: unknown, of: ServerOfConfig): Promise<unknown> {
  const { engine } = of.request.spec;
  if (!(error instanceof DeploymentError) || error.facts.ended !== true) return error;
  if (engine !== 'vllm' && engine !== 'tensorrt-llm') return error;
  const diagnosis = diagnoseLog((await of.server.log?.(of.request)) ?? '', {
    engine,
    phase: 'starting',
  });
  const isKnown = diagnosis.confidence === 'high';
  const message = isKnown ? diagnosed(diagnosis) : error.message;
  const type =
    isKnown && !PASSING_CAUSES.includes(diagnosis.cause) ? 'DeploymentFailed' : 'ServerLost';
  return failure(type, message, { retryable: false });
}

const diagnosed = ({ cause, title, evidence, remedy }: Diagnosis): string => {
  const said = evidence[0]?.text.slice(0, EVIDENCE_CHARS_MAX) ?? '';
  return `the model server ended while starting: ${title} (${cause}). To do: ${remedy}. Its log says: ${said}`;
};
