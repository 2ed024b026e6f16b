import { CHINESE_WRAPPER } from './chinese-failure.ts';
import { countsThings } from './counted-things.ts';

/** What a text says it is before it says what happened: "Error code: 402 - ", "openai.APIError: ". */
export interface Announcement {
  /**
   * Of exceptions: named like one of a client library, or with the library's own module name; a
   * qualified one has the module of something else.
   */
  readonly kind:
    | 'wrapper'
    | 'status'
    | 'exception'
    | 'qualified-exception'
    | 'client-exception'
    | 'library-exception';
  /** What follows it. */
  readonly rest: string;
}

const STEP =
  '(?:(?:unexpected|internal|runtime|agent|llm|api|openai|anthropic|openrouter|gemini|azure|vllm|litellm|model|provider|upstream|server|client|analysis|chat|completion|request|http|inference|generation) )*';
const WRAPPERS: readonly RegExp[] = [
  `(?:an? )?${STEP}(?:error|exception)(?: (?:has )?(?:occurred|during|while|in|from|calling|trying to|when|generating|processing|invoking|with|communicating)\\b[^:\\n{]{0,80})?\\s*:\\s*`,
  `\\[(?:error|fatal|exception)\\]:?\\s*`,
  `${STEP}(?:call|request|analysis|completion|generation|inference|invocation|query|run|task)s?(?: has| have)? failed\\b[^:\\n{]{0,60}:\\s*`,
  `attempt \\d+(?:/\\d+)?[^:\\n{]{0,30}:\\s*`,
  `(?:i |we )?(?:failed|(?:was |were )?unable|could not|couldn't) (?:to )?(?:call|get|generate|complete|reach|process|query|invoke|connect|run|fetch|obtain|produce)\\b[^:\\n{]{0,80}:\\s*`,
  `(?:(?:i'?m |i am |we'?re )?(?:very )?(?:sorry|apologies)|oops|unfortunately)[,.!]? [^:\\n{]{0,60}\\b(?:error|problem|issue|exception)\\b[^:\\n{]{0,40}:\\s*`,
  // Whatever ends in a failure and names the model's side; what follows must be an error by itself.
  `(?=[^:\\n{]*\\b(?:llm|model|api|agent|completion|chat|inference|provider|upstream|server|client|request|generation|response|stream|invok\\w+|openai|chain|graph|node|workflow|crew|prediction)\\b)[^:\\n{]{1,100}\\b(?:error|failed|failure|exception|problem)\\b[^:\\n{]{0,60}:\\s*`,
].map((source) => new RegExp(`^${source}`, 'i'));

/** A program's part that speaks: "router: …", "tls: …". Lower case, as programs write it. */
const COMPONENT = /^[a-z][\w/.-]{1,30}: (?=\S)/;
const DECORATION = /^(?:\p{Extended_Pictographic}|\uFE0F|[✗\s*>#])+(?=\S)/u;
/** Some libraries print the response's headers first. */
const HEADERS = /^headers: \{[^{}]{0,2000}\},\s*(?=status(?:_code)?: [45]\d\d)/i;
const STATUS =
  /^(?:(?:http(?:\/[\d.]+)?|error|status|code|status_code|status code|api|returned|received|response|got|server|with)[\s:=_-]*){0,5}[([]?(?:http )?([45]\d\d)[)\]]?(?![\d.]*\d|[%$€£])\s*[:,\-–—]?\s*(?:[A-Z]+_[A-Z_]+[.:]?\s+)?(?:body: ?)?/i;
const EXCEPTION =
  /^(?<module>(?:[A-Za-z_]\w*\.)+)?(?<name>AI_[A-Z]\w+|[A-Z]\w*(?:Error|Exception|Timeout|Exhausted|Unavailable|Exceeded|Disconnected|Denied|Refused|NotFound|Throttled|Unauthorized|Forbidden|Overloaded))(?:\s?\[[^\]\n]{0,80}\])?\s*(?<opening>[:(]\s*|- |$)/;

/** Packages whose exceptions only a call to a model or its network raises. */
const CLIENT_PACKAGES =
  /^(?:openai|anthropic|litellm|httpx|httpcore|aiohttp|urllib3|requests|google|botocore|groq|mistralai|cohere|ollama|together|tenacity|langchain\w*|langgraph|vllm|grpc|a2a|java\.net|javax\.net|okhttp3|io\.netty|io\.grpc|reactor|org\.apache\.http|feign|retrofit2|com\.openai|com\.anthropic|dev\.langchain4j|org\.springframework\.web|torch\.cuda|sglang|tensorrt_llm)\b/;
const CLIENT_EXCEPTIONS =
  /^(?:AI_\w+|(?:RateLimit|InvalidRequest|RequestFailed|API\w*|Authentication|PermissionDenied|InternalServer|ServiceUnavailable|BadRequest|NotFound|UnprocessableEntity|Overloaded|InsufficientQuota|ContextWindowExceeded|ContentPolicyViolation|Connect|Read|RemoteProtocol|HTTPStatus|HTTP|ClientConnector\w*|ClientResponse|ServerDisconnected|MaxRetry|NewConnection|OpenAI|Anthropic|GoogleGenerativeAI|BudgetExceeded|LLM\w*|Model\w*|Provider\w*|Chat\w*|Fetch|Connection|ConnectionRefused|ConnectionReset|ConnectionAborted|Timeout|Socket|SSL\w*|ChunkedEncoding|Proxy|Network|Http\w*)Error|(?:Throttling|Validation|AccessDenied|Model\w*|ResourceNotFound|ServiceQuotaExceeded|InternalServer|InternalFailure|ModelNotReady|ServiceUnavailable|ValidationException|OpenAI|Anthropic|Azure|OpenRouter|VertexAI|Bedrock\w*|\w*Ai|\w*AI)Exception|(?:Connect|Read|Request|API|Gateway)Timeout|ResourceExhausted|ServiceUnavailable|DeadlineExceeded|ServerDisconnected|AccessDenied|ModelNotFound|DeploymentNotFound|Unauthorized|Forbidden|\w*Throttled|\w*Overloaded)$/;

/** What programs raise has a name of its own; a bare "Error" or "Exception" may be a heading. */
const NAMED_EXCEPTION = /^[A-Z]\w+(?:Error|Exception)$/;

/** How Rust prints errors of its network libraries: `reqwest::Error { kind: Request, … }`. */
const RUST_ERROR = /^(?:reqwest|hyper|tonic|tokio|rustls|async_openai)(?:::\w+)+\s*[{(]\s*/;

/** How Go prints errors of HTTP requests: `Post "http://…": dial tcp …`. */
const GO_REQUEST = /^(?:Get|Post|Put|Patch|Head|Delete) "?https?:\/\/[^\s"]+"?: /;

/** gRPC's codes by name, as its Go, Node and Python libraries print them. */
const GRPC_STATUS =
  /^(?:rpc error: code = \w+ desc = |(?:\d{1,2} |\[?StatusCode\.)(?:CANCELLED|UNKNOWN|INVALID_ARGUMENT|DEADLINE_EXCEEDED|NOT_FOUND|ALREADY_EXISTS|PERMISSION_DENIED|RESOURCE_EXHAUSTED|FAILED_PRECONDITION|ABORTED|OUT_OF_RANGE|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS|UNAUTHENTICATED)\]?:? )/;

/** The outermost announcement of a text, or undefined when it has none. */
export function readAnnouncement(text: string): Announcement | undefined {
  const plain = text.replace(DECORATION, '').replace(HEADERS, '');
  const status = STATUS.exec(plain);
  if (status && !countsThings(plain))
    return { kind: 'status', rest: plain.slice(status[0].length) };
  const library = GRPC_STATUS.exec(plain) ?? RUST_ERROR.exec(plain) ?? GO_REQUEST.exec(plain);
  if (library) return { kind: 'library-exception', rest: plain.slice(library[0].length) };
  const exception = EXCEPTION.exec(plain);
  if (exception) return exceptionIn(plain, exception);
  const wrapper = [...WRAPPERS, CHINESE_WRAPPER, COMPONENT]
    .map((pattern) => pattern.exec(plain))
    .find((match) => match !== null);
  return wrapper ? { kind: 'wrapper', rest: plain.slice(wrapper[0].length) } : undefined;
}

function exceptionIn(text: string, match: RegExpExecArray): Announcement {
  const { module = '', name = '', opening = '' } = match.groups ?? {};
  const after = text.slice(match[0].length);
  // `RateLimitError('…')` is the same exception as Python's `repr` writes it.
  const rest = opening.startsWith('(') ? after.replace(/^["']|["']?,?\)$/g, '') : after;
  if (CLIENT_PACKAGES.test(module)) return { kind: 'library-exception', rest };
  if (CLIENT_EXCEPTIONS.test(name)) return { kind: 'client-exception', rest };
  return {
    kind: module === '' && !NAMED_EXCEPTION.test(name) ? 'exception' : 'qualified-exception',
    rest,
  };
}
