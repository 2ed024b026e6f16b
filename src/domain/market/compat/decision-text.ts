import { strip } from '../../scoring/compat/python-text.ts';
import { ACTIONS, type Action, type Decision } from '../decision.ts';
import { decodeJson, JsonSyntaxError } from '../python/decode-json.ts';
import { attempt, type Raised } from '../python/python-error.ts';
import type { PythonObject, PythonValue } from '../python/python-value.ts';
import { readFloat } from '../python/read-float.ts';

/** What a reply says. Confidence, symbol and reasoning are read by nobody. */
export type ReadDecision = { readonly decision: Decision } | { readonly raised: Raised };

/** Reads an agent's whole reply; a reply that says nothing holds. */
export function readDecision(text: string): ReadDecision {
  const read = attempt(() => decisionIn(text));
  return 'value' in read ? { decision: read.value } : read;
}

/** @throws PythonError */
function decisionIn(text: string): Decision {
  const fields = objectIn(text);
  const size = fields.has('size') ? fields.get('size') : fields.get('quantity');
  const [amount, stopLoss, takeProfit] = [
    readFloat(size ?? null) ?? 0,
    levelOf(fields.get('stop_loss')),
    levelOf(fields.get('take_profit')),
  ];
  // Unused, but a number too large for a double raises here too.
  readFloat(fields.get('confidence') ?? null);
  return {
    action: actionOf(fields.get('action')) ?? actionNamed(text.toLowerCase()),
    size: amount,
    ...(stopLoss === undefined ? {} : { stopLoss }),
    ...(takeProfit === undefined ? {} : { takeProfit }),
  };
}

const levelOf = (value: PythonValue = null): number | undefined =>
  value === null ? undefined : readFloat(value);

const NO_FIELDS: PythonObject = new Map();

/** The reply as an object, the first of a list, or what stands between the outermost braces. */
function objectIn(text: string): PythonObject {
  const whole = tryDecode(text);
  if (isObject(whole)) return whole;
  if (isList(whole) && whole.length > 0) return isObject(whole[0]) ? whole[0] : NO_FIELDS;
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')];
  const braced = start >= 0 && end > start ? tryDecode(text.slice(start, end + 1)) : undefined;
  return isObject(braced) ? braced : NO_FIELDS;
}

/** Undefined where the text is no JSON. @throws PythonError for numbers and depths beyond Python's */
function tryDecode(text: string): PythonValue | undefined {
  // A byte order mark is refused before the reader sees it.
  if (text.startsWith('\ufeff')) return undefined;
  try {
    return decodeJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

const isObject = (value: PythonValue | undefined): value is PythonObject => value instanceof Map;
const isList = (value: PythonValue | undefined): value is readonly PythonValue[] =>
  Array.isArray(value);

function actionOf(value: PythonValue | undefined): Action | undefined {
  const name = typeof value === 'string' ? strip(value).toUpperCase() : undefined;
  return ACTIONS.find((action) => action === name);
}

/** Also inside other words, buying before selling. */
const WORDS: readonly (readonly [Action, readonly string[]])[] = [
  ['BUY', ['buy', 'long']],
  ['SELL', ['sell', 'short']],
  ['CLOSE', ['close', 'exit']],
];

const actionNamed = (lowered: string): Action =>
  WORDS.find(([, words]) => words.some((word) => lowered.includes(word)))?.[0] ?? 'HOLD';
