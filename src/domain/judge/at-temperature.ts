import type { JudgeScript } from './judge-script.ts';

/** The same questions at the temperature that a config asks for; null leaves it to the endpoint. */
export function* atTemperature<Grade>(
  script: JudgeScript<Grade>,
  temperature: number | null,
): JudgeScript<Grade> {
  let step = script.next();
  while (!step.done) step = script.next(yield { ...step.value, temperature });
  return step.value;
}
