import { culpritOfProviderText } from './provider-text.ts';
import { isFailureTail } from './sentences.ts';
import { AGENT_ERROR, type Culprit } from './verdict.ts';

const PYTHON_START = /^Traceback \(most recent call last\):\n/;
const PYTHON_FRAME = /^(?:\s|Traceback \(|During handling of|The above exception|[|+]|$)/;
/** Node, the JVM and .NET agree on indented lines that begin with "at". */
const AT_START =
  /^(?:Uncaught |Unhandled exception\. |Exception in thread "[^"\n]*" )?(?:\w+\.)*(?:[A-Z]\w*|Error)(?: \[\w+\])?: .*\n(?:\s*(?:--->|Caused by:) .*\n)*\s+at .+/;
const AT_FRAME =
  /^\s+(?:at .+|\.\.\. \d+ (?:more|lines).*)$|^\s*$|^\s*(?:--->|Caused by:|Suppressed:|--- End of) .*$/;
/** After the frames Node prints the error's fields: `{ code: 'X', [cause]: … }`. */
const NODE_FIELD = /^\s*(?:[}\]]|\[?\w+\]?: )/;
const PANICS: readonly RegExp[] = [
  // Go: every line is a goroutine, a call or its indented place.
  /^(?:panic|fatal error): .*\n(?:\[signal .*\n)?\s*\n?goroutine \d+ \[[^\n]*(?:\n(?:goroutine .*|\S+\(.*\)|created by .*|\t.*|exit status \d+| *))*$/,
  /^\s*thread '[^'\n]*'(?: \(\d+\))? panicked at [^\n]+(?:\n[^\n]+)?(?:\nnote: run with [^\n]+)?$/,
];
const EXCEPTION_LINE = /^[A-Za-z_][\w.]*(?:\s?\[[^\]]*\])?(?:: .*)?$/;

/**
 * Who is to blame if a text is an uncaught exception with its frames and nothing else; undefined
 * for any other text, above all for one that quotes a trace and goes on.
 */
export function culpritOfStackTrace(text: string): Culprit | undefined {
  if (PANICS.some((panic) => panic.test(text))) return culpritOfPanic(text);
  const exception = PYTHON_START.test(text) ? pythonException(text) : exceptionWithFrames(text);
  if (exception === undefined) return undefined;
  return culpritOfProviderText(exception) ?? AGENT_ERROR;
}

/** Go states the reason behind `panic:`, Rust on the line below it. */
function culpritOfPanic(text: string): Culprit {
  const [first = '', second = ''] = text.trim().split('\n');
  const reason = first.startsWith('thread') ? second : first.replace(/^[^:]*: /, '');
  return culpritOfProviderText(reason) ?? AGENT_ERROR;
}

/** The message of the last exception, when only frames stand before it and only hints after it. */
function pythonException(text: string): string | undefined {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => /^\s+File "|^\s{4,}\S/.test(line));
  const [exception = '', ...after] = lines.slice(last + 1);
  if (!EXCEPTION_LINE.test(exception) || !isFailureTail(after.join('\n'))) return undefined;
  const framed = lines
    .slice(0, last + 1)
    .every((line) => PYTHON_FRAME.test(line) || EXCEPTION_LINE.test(line));
  return framed ? exception : undefined;
}

function exceptionWithFrames(text: string): string | undefined {
  if (!AT_START.test(text)) return undefined;
  const [exception = '', ...after] = text.split('\n');
  const lastFrame = after.findLastIndex((line) => line.trim() !== '' && AT_FRAME.test(line));
  const framed = after.slice(0, lastFrame + 1).every((line) => AT_FRAME.test(line));
  const dumped = after
    .slice(lastFrame + 1)
    .every((line) => NODE_FIELD.test(line) || /^\s*$/.test(line));
  if (!framed || !dumped) return undefined;
  return exception
    .replace(/^(?:Uncaught |Unhandled exception\. |Exception in thread "[^"]*" )/, '')
    .replace(/ \{$/, '');
}
