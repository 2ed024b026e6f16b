import { ROOT_CAUSES } from './causes.ts';
import { CLEAN_SHUTDOWN, LOST_CAUSES, WEIGHTS_IN_ANOTHER_TYPE } from './consequences.ts';
import { decisiveLines } from './decisive-lines.ts';
import {
  type Cause,
  type Diagnosis,
  type Ending,
  EVIDENCE_MAX,
  type LogLine,
} from './diagnosis.ts';
import { logLines } from './log-lines.ts';
import { RUNTIME_OUT_OF_MEMORY } from './memory-causes.ts';

interface Finding {
  readonly cause: Cause;
  readonly line: LogLine;
}

/**
 * Why a model server ended. The root cause is the first worker's error that is known, else the
 * first known line: the last lines of a log mostly say only that something else failed.
 */
export function diagnoseLog(log: string, ending: Ending): Diagnosis {
  const lines = logLines(log);
  const shutdown = firstOf([CLEAN_SHUTDOWN], lines);
  // Whatever is written once it was asked to stop is a consequence of that.
  const before = lines.filter(({ number }) => number < (shutdown?.line.number ?? Infinity));
  const root = rootCause(before);
  if (root !== undefined) return found(atPhase(root, before, ending), before, 'high');
  const warned = firstOf([WEIGHTS_IN_ANOTHER_TYPE], before);
  const lost = firstOf(LOST_CAUSES, before);
  const consequence = lost ?? warned;
  if (consequence !== undefined) return found(consequence, before, 'medium');
  if (shutdown !== undefined) return found(shutdown, lines, 'high');
  return withoutCause(lines, ending);
}

function rootCause(lines: readonly LogLine[]): Finding | undefined {
  const ofWorkers = lines.filter(({ isWorkerError }) => isWorkerError);
  return firstOf(ROOT_CAUSES, ofWorkers) ?? firstOf(ROOT_CAUSES, lines);
}

function firstOf(causes: readonly Cause[], lines: readonly LogLine[]): Finding | undefined {
  for (const line of lines) {
    const cause = causes.find((candidate) => matches(candidate, line));
    if (cause !== undefined) return { cause, line };
  }
  return undefined;
}

const matches = ({ patterns }: Cause, { text }: LogLine): boolean =>
  patterns.some((pattern) => pattern.test(text));

/** Memory that was enough to load and ran out later is another matter than weights too large. */
function atPhase(finding: Finding, lines: readonly LogLine[], { phase }: Ending): Finding {
  if (finding.cause.code !== 'cuda-out-of-memory') return finding;
  const hadServed = lines.some(
    ({ number, text }) =>
      number < finding.line.number &&
      /Application startup complete|Capturing CUDA graph/.test(text),
  );
  return phase === 'serving' || hadServed
    ? { cause: RUNTIME_OUT_OF_MEMORY, line: finding.line }
    : finding;
}

function found(
  { cause, line }: Finding,
  lines: readonly LogLine[],
  confidence: Diagnosis['confidence'],
): Diagnosis {
  const { code, title, remedy, repairs } = cause;
  const more = lines.filter((other) => other.number > line.number && matches(cause, other));
  const distinct = more.filter(
    ({ text }, index) =>
      text !== line.text && more.findIndex((other) => other.text === text) === index,
  );
  const evidence = [line, ...distinct].slice(0, EVIDENCE_MAX);
  return { cause: code, title, evidence: evidence.map(shown), remedy, repairs, confidence };
}

const shown = ({ number, text }: LogLine) => ({ line: number, text: text.trim() });

/** Nothing known in the log: what the exit says, and the lines most worth reading. */
function withoutCause(lines: readonly LogLine[], { exitCode, signal }: Ending): Diagnosis {
  const evidence = decisiveLines(lines).map(shown);
  const rest = { evidence, repairs: [], confidence: 'low' } as const;
  if (signal === 'SIGKILL' || exitCode === 137 || exitCode === -9) {
    const title = 'it was killed from outside';
    const remedy = 'look for "Out of memory" in dmesg; its children may still run and hold the GPU';
    return { cause: 'killed', title, remedy, ...rest };
  }
  if (signal === 'SIGTERM' || exitCode === 143 || exitCode === -15) {
    const title = 'it was asked to stop before it could say so';
    return { cause: 'stopped', title, remedy: 'nothing: find out who stopped it', ...rest };
  }
  const title = 'no known cause is in this log';
  const remedy = 'read the lines shown and what stands before them; then look at the whole log';
  return { cause: 'unknown', title, remedy, ...rest };
}
