import type { Diagnosis } from '../../domain/deployment/diagnose/diagnosis.ts';
import { shellWord } from '../shell-word.ts';
import type { NextStep } from './next-start.ts';

/** A diagnosis for people, a line each. @param file where its evidence stands */
export function diagnosisLines(
  file: string,
  diagnosis: Diagnosis,
  step: NextStep,
): readonly string[] {
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
