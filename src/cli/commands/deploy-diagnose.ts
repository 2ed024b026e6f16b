import { diagnoseLog } from '../../domain/deployment/diagnose/diagnose-log.ts';
import { type Command, EXIT } from '../context.ts';
import { diagnosisLines } from '../deploy/diagnosis-lines.ts';
import { findLog } from '../deploy/find-log.ts';
import { deployedAs, nextStep } from '../deploy/next-start.ts';
import { writeJson, writeLine } from '../output.ts';
import { printable } from '../printable.ts';

export interface DeployDiagnoseOptions {
  readonly host: string;
  /** Tokens below which the context is not shortened. */
  readonly contextMin: number;
}

/**
 * Says why a model server ended, and what the repair ladder would start next. Ends 1 when the log
 * names no known cause.
 */
export const deployDiagnoseCommand: Command<DeployDiagnoseOptions> = async (
  [name = ''],
  { host, contextMin },
  { settings, stdout, json },
) => {
  const log = await findLog(name, host, settings);
  const deployed = await deployedAs(log, host, settings);
  const engine = deployed?.engine ?? 'vllm';
  const diagnosis = diagnoseLog(log.text, { engine, phase: 'starting' });
  const step = nextStep(diagnosis, log.text, deployed, contextMin);
  if (json) writeJson(stdout, { file: log.file, ...diagnosis, next: step.start ?? null });
  else writeLine(stdout, printable(diagnosisLines(log.file, diagnosis, step).join('\n')));
  return diagnosis.cause === 'unknown' ? EXIT.runFailed : EXIT.ok;
};
