import type { LogLine } from './diagnosis.ts';

const LINE_CHARS_MAX = 400;
/** `(Worker pid=1) ERROR 11-23 05:02:35 [file.py:95] `, of which each part may lack. */
const PREFIX =
  /^(?:\(([A-Za-z]+)[^)]*pid=\d+\) )?(?:(DEBUG|INFO|WARNING|ERROR|CRITICAL) \d\d-\d\d [\d:]+ \[[^\]]*\] ?)?/;
const ANSI_COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
/** vLLM writes it first; a log that is appended to has one for each start. */
const START = /version \d[\w.+]*$|vLLM API server version/;

/**
 * The lines of the last start in a log. A start that fails before the engine names itself counts
 * with the one before it. Progress bars make a line of each state: carriage returns end lines.
 */
export function logLines(log: string): readonly LogLine[] {
  const lines = log.split(/\r\n|\r|\n/).map((text, index) => logLine(text, index + 1));
  const start = lines.findLastIndex(({ text }) => START.test(text));
  // What stands just before the banner belongs to the start as well: imports and their warnings.
  const before = lines.slice(0, Math.max(start, 0)).findLastIndex(({ text }) => STARTED.test(text));
  return before < 0 ? lines : lines.slice(start);
}

/** Proof that an earlier start is in the log too. */
const STARTED = /vLLM API server version|Application startup complete|Shutting down/;

function logLine(raw: string, number: number): LogLine {
  const line = raw.replace(ANSI_COLOURS, '');
  const [prefix = '', role = '', level = ''] = PREFIX.exec(line) ?? [];
  return {
    number,
    text: line.slice(prefix.length, prefix.length + LINE_CHARS_MAX).trimEnd(),
    isWorkerError: level === 'ERROR' && /worker/i.test(role),
  };
}
