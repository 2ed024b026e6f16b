import { EVIDENCE_MAX, type LogLine } from './diagnosis.ts';

/** `RuntimeError: …`, `a.b.SomeException: …` where a traceback ends, or a program's own `error: …`. */
const EXCEPTION = /^(?:[\w.]+\.)?\w*(?:Error|Exception)\b: |\berror: /;
/** They only say that something else failed. */
const SECONDARY =
  /EngineDeadError|Engine core initialization failed|WorkerProc initialization failed|leaked (?:semaphore|shared_memory)/;

/** The error of a program, and not only word that something else failed; a killed one writes none. */
export const isException = ({ text }: Pick<LogLine, 'text'>): boolean =>
  EXCEPTION.test(text) && !SECONDARY.test(text);

/**
 * What to show of a log that matches no known cause: the first exceptions of workers, else the
 * first exceptions, else the last lines that are not empty.
 */
export function decisiveLines(lines: readonly LogLine[]): readonly LogLine[] {
  const exceptions = lines.filter(isException);
  const ofWorkers = exceptions.filter(({ isWorkerError }) => isWorkerError);
  if (ofWorkers.length > 0) return ofWorkers.slice(0, EVIDENCE_MAX);
  if (exceptions.length > 0) return exceptions.slice(0, EVIDENCE_MAX);
  return lines.filter(({ text }) => text.trim() !== '').slice(-EVIDENCE_MAX);
}
