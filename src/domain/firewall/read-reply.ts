/** A reply as the rules read it. */
export interface ReadReply {
  /** All that was said, reasoning included. */
  readonly whole: string;
  /** What was said to the reader: no reasoning, no fence or quotes around everything, said once. */
  readonly said: string;
  readonly finishReason: string | null;
}

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/g;
const REASONING_END = '</think>';
const OPEN_REASONING = /^<think(?:ing)?>/i;
/** Below this a repetition is a coincidence ("1111"), not a text sent twice. */
const REPEATED_CHARS_MIN = 20;

const ESCAPE = '\u001B';
/** Colours of a terminal. */
const ANSI = new RegExp(`${ESCAPE}\\[[\\d;]{0,16}[A-Za-z]`, 'g');
/** "2026-01-31 10:00:00,123 - agent - ERROR - ", "ERROR:root:", "[2026-01-31] ERROR in app: ". */
const LOG_PREFIX =
  /^(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]?[\d:.,]{0,15}(?:Z|[+-]\d\d:?\d\d)?\]?[\s|-]{0,5})?(?:\[?[\w.-]{1,40}\]?[\s|:-]{1,4}){0,2}\[?(?:ERROR|CRITICAL|FATAL|WARNING|WARN)\]?(?:(?: in [\w.]{1,40})?[\s|:-]{1,5})(?:[a-z][\w.]{0,40}(?::| - )\s?)?(?=\S)/;
/** Server-sent events: `event: error`, then `data: {…}`. */
const EVENT_FIELD = /^(?:(event|id|retry|data):\s?(.*)|:.*|)$/;

export function readReply(replyText: string, finishReason: string | null): ReadReply {
  const whole = replyText.replace(ANSI, '').replace(INVISIBLE, '').trim();
  const visible = once(withoutReasoning(whole));
  const said = unwrap(withoutEventFields(visible)).replace(LOG_PREFIX, '');
  return { whole, said, finishReason };
}

/** What the data fields of an event stream hold; a text that is no event stream as it is. */
function withoutEventFields(text: string): string {
  if (!/^(?:event|data):/.test(text)) return text;
  const fields = text.split('\n').map((line) => EVENT_FIELD.exec(line.trim()));
  if (fields.includes(null)) return text;
  const data = fields.filter((field) => field?.[1] === 'data').map((field) => field?.[2] ?? '');
  return data.filter((line) => line !== '[DONE]').join('\n');
}

function withoutReasoning(text: string): string {
  const end = text.lastIndexOf(REASONING_END);
  const visible = end < 0 ? text : text.slice(end + REASONING_END.length).trim();
  return OPEN_REASONING.test(visible) ? '' : visible;
}

/** Agents that repeat their text in status message and artifact make one reply of it, twice. */
function once(text: string): string {
  const half = Math.floor(text.length / 2);
  if (half < REPEATED_CHARS_MIN) return text;
  const [first, second] = [text.slice(0, half).trim(), text.slice(-half).trim()];
  return first === second ? once(first) : text;
}

const WRAPS: readonly RegExp[] = [/^```[\w-]*\s([^`]*)```$/, /^\*\*([^*]+)\*\*$/, /^`([^`]+)`$/];

function unwrap(text: string): string {
  for (const wrap of WRAPS) {
    const inner = wrap.exec(text)?.[1];
    if (inner !== undefined) return inner.trim();
  }
  return unquote(text);
}

function unquote(text: string): string {
  if (!/^".*"$/s.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text.replace(/\n/g, '\\n'));
    return typeof value === 'string' ? value.trim() : text;
  } catch {
    return text;
  }
}
