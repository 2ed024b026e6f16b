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

export function readReply(replyText: string, finishReason: string | null): ReadReply {
  const whole = replyText.replace(INVISIBLE, '').trim();
  return { whole, said: unwrap(once(withoutReasoning(whole))), finishReason };
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
