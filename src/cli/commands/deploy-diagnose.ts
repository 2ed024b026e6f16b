import { diagnoseLog } from '../../domain/deployment/diagnose/diagnose-log.ts';
import type { Diagnosis } from '../../domain/deployment/diagnose/diagnosis.ts';
import { type Command, EXIT } from '../context.ts';
import { findLog } from '../deploy/find-log.ts';
import { deployedAs, type NextStep, nextStep } from '../deploy/next-start.ts';
import { writeJson, writeLine } from '../output.ts';
import { shellWord } from '../shell-word.ts';

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
  else for (const line of told(log.file, diagnosis, step)) writeLine(stdout, line);
  return diagnosis.cause === 'unknown' ? EXIT.runFailed : EXIT.ok;
};

function told(file: string, diagnosis: Diagnosis, step: NextStep): readonly string[] {
  const { cause, title, evidence, remedy, repairs, confidence } = diagnosis;
  return [
    `${cause} (${confidence} confidence): ${title}`,
    ...evidence.map(({ line, text }) => `  ${file}:${line}: ${text}`),
    `To do: ${remedy}`,
    `Repair ladder: ${repairs.length === 0 ? 'none helps' : repairs.join(', then ')}`,
    ...(step.start === undefined
      ? [`Next start: none to show, ${step.why}`]
      : [
          `Next start: ${step.start.to} instead of ${step.start.from}`,
          `  ${step.start.command.map(shellWord).join(' ')}`,
        ]),
  ];
}
