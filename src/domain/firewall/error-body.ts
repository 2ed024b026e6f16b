/** An error object of an API at the start of a text. */
export interface ErrorBody {
  /**
   * Whether the object alone shows that it is an API's; otherwise its messages have to. An agent
   * may well write `{"error": "the filing gives no share count"}`.
   */
  readonly certain: boolean;
  /** Whether it carries what APIs mark failures by: an HTTP status, a request id, `success: false`. */
  readonly isMarkedFailed: boolean;
  readonly messages: readonly string[];
  /** What follows the object; empty when the object was cut off. */
  readonly tail: string;
}

/** Keys of error objects in use; an object with any other key holds an answer. */
const ENVELOPE_KEYS = new Set(
  `error errors type message messages msg detail details code status statusCode status_code
   httpStatus error_code errorCode error_type errorType error_description reason param request_id
   requestId requestID user_id object metadata success timestamp path title instance id trace_id
   traceId result documentation_url name hint help retry_after retryAfter __type Message cause
   provider generation_id request ok data body headers error_msg errorMessage err Code RequestId
   status_message msg_code innererror inner_error additional_info logid log_id eventId exception errmsg errcode
   err_msg err_code debug_info traceback jsonrpc description solution link isJson retryable severity fault faultstring faultcode errorcode error_message err_message
   loc retry_after_ms param_name docs_url help_url support_id trace`.split(/\s+/),
);
const MESSAGE_KEYS = new Set(
  `message msg detail title error type code status reason __type Message error_description error_msg
   errorMessage description faultstring error_message err errmsg err_msg exception Code status_message`.split(
    /\s+/,
  ),
);
const REQUEST_ID_KEYS = ['request_id', 'requestId', 'requestID'];
const CUT_OFF_BODY =
  /^\{\s*["'](?:error["']\s*:\s*\{\s*["'](?:message|code|type|status)["']|type["']\s*:\s*["']error["'])/;
/** Prose after a body that never closes; bodies have no blank lines. */
const HAS_PARAGRAPHS = /\n\s*\n/;
/** The message of an object that was cut off. */
const CUT_OFF_MESSAGE = /["'](?:message|type|code)["']\s*:\s*["']([^"']{1,400})/g;

const lowerCase = (keys: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...keys].map((key) => key.toLowerCase()));
const ENVELOPE_NAMES = lowerCase(ENVELOPE_KEYS);
const MESSAGE_NAMES = lowerCase(MESSAGE_KEYS);

/** Whether error objects have such a key, in whatever case other notations than JSON write it. */
export const isEnvelopeKey = (key: string): boolean =>
  ENVELOPE_NAMES.has(key.toLowerCase().replaceAll('-', '_'));
export const isMessageKey = (key: string): boolean => MESSAGE_NAMES.has(key.toLowerCase());

type JsonObject = Readonly<Record<string, unknown>>;

export function readErrorBody(text: string): ErrorBody | undefined {
  if (!/^[{[]/.test(text)) return undefined;
  const end = endOfLiteral(text);
  if (end === undefined) {
    if (!CUT_OFF_BODY.test(text) || HAS_PARAGRAPHS.test(text)) return undefined;
    const messages = [...text.matchAll(CUT_OFF_MESSAGE)].flatMap(([, message]) => message ?? []);
    return { certain: true, isMarkedFailed: false, messages, tail: '' };
  }
  const value = parseLiteral(text.slice(0, end));
  // Gemini streams an array with the one error in it.
  const body = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (
    !isObject(body) ||
    !Object.entries(body).every(([key, value]) => ENVELOPE_KEYS.has(key) || isNothing(value))
  )
    return undefined;
  const messages = messagesIn(body);
  if (messages.length === 0) return undefined;
  return {
    certain: isCertain(body),
    isMarkedFailed: isMarkedFailed(body),
    messages,
    tail: text.slice(end),
  };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** `"answer": null` beside an error is no answer. */
const isNothing = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function isCertain(body: JsonObject): boolean {
  const error = isObject(body.error) ? body.error : undefined;
  const facts = ['type', 'code', 'status', 'param', 'metadata', 'innererror'];
  if (error !== undefined && isText(error.message) && facts.some((fact) => fact in error)) {
    return true;
  }
  const isLegacy = body.object === 'error' && isText(body.message);
  const isAws = isText(body.__type);
  // Text Generation Inference; then DashScope and others that number each request.
  const isTyped = isText(body.error) && isText(body.error_type);
  const isTraced = isText(body.code) && isText(body.message) && hasRequestId(body);
  return (
    isLegacy ||
    (isText(body.jsonrpc) && error !== undefined && isText(error.message)) ||
    isAws ||
    isTyped ||
    isTraced ||
    hasFailedValidation(body.detail) ||
    hasGatewayErrors(body)
  );
}

const hasRequestId = (body: JsonObject): boolean => REQUEST_ID_KEYS.some((key) => key in body);
const isMarkedFailed = (body: JsonObject): boolean =>
  hasRequestId(body) ||
  body.success === false ||
  [body.status, body.statusCode, body.status_code, body.code].some(
    (status) => typeof status === 'number' && status >= 400 && status < 600,
  );

/** FastAPI, under vLLM and many gateways: 422 with one entry per refused field. */
const hasFailedValidation = (detail: unknown): boolean =>
  Array.isArray(detail) &&
  detail.length > 0 &&
  detail.every((entry) => isObject(entry) && Array.isArray(entry.loc) && isText(entry.msg));

/** Cloudflare: `success: false` with numbered errors. */
const hasGatewayErrors = ({ success, errors }: JsonObject): boolean =>
  success === false &&
  Array.isArray(errors) &&
  errors.length > 0 &&
  errors.every((entry) => isObject(entry) && isText(entry.message) && 'code' in entry);

function messagesIn(value: unknown, depth = 0): readonly string[] {
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.flatMap((item) => messagesIn(item, depth + 1));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    isText(item) ? (MESSAGE_KEYS.has(key) ? [item] : []) : messagesIn(item, depth + 1),
  );
}

/** Strings and brackets. An open string runs to the end: looking for its end again is quadratic. */
const LITERAL_TOKEN = /"(?:\\.?|[^"\\])*(?:"|$)|'(?:\\.?|[^'\\])*(?:'|$)|[{}[\]]/gs;

/** Where the object or array that opens a text ends; undefined when it never does. */
function endOfLiteral(text: string): number | undefined {
  let depth = 0;
  for (const match of text.matchAll(LITERAL_TOKEN)) {
    if (match[0] === '{' || match[0] === '[') depth += 1;
    if (match[0] === '}' || match[0] === ']') depth -= 1;
    if (depth === 0) return match.index + match[0].length;
  }
  return undefined;
}

const PYTHON_TOKEN = /'((?:\\.?|[^'\\])*)(?:'|$)|"(?:\\.?|[^"\\])*(?:"|$)|\b(None|True|False)\b/gs;
const PYTHON_WORDS: Readonly<Record<string, string>> = {
  None: 'null',
  True: 'true',
  False: 'false',
};

/** JSON, or the same written by Python's `repr`; undefined for anything else. */
function parseLiteral(text: string): unknown {
  const asJson = text.replace(PYTHON_TOKEN, (token, quoted?: string, word?: string) => {
    if (word !== undefined) return PYTHON_WORDS[word] ?? token;
    return quoted === undefined
      ? token
      : `"${quoted.replaceAll("\\'", "'").replace(/(?<!\\)"/g, '\\"')}"`;
  });
  for (const candidate of [text, asJson]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The other notation may fit.
    }
  }
  return undefined;
}
