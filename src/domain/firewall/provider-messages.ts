import { isFailureTail, sentencesOf } from './sentences.ts';

/**
 * How messages of model APIs, gateways and their client libraries begin. Each pattern is anchored,
 * needs a word of that trade (API, tokens, plan, endpoint …) or must be the whole sentence, and
 * counts only if nothing but hints follows: an answer that quotes or discusses one says more.
 */
const MESSAGES: Readonly<Record<string, readonly RegExp[]>> = {
  credit: [
    // The codes of error objects, on their own.
    /^(?:insufficient_quota|rate_limit_(?:exceeded|error|reached)|invalid_api_key|model_not_found|context_length_exceeded|(?:internal_)?server_error|overloaded_error|authentication_error|quota_exceeded|service_unavailable|timeout_error|invalid_request_error|permission_denied)$/i,
    /^this request requires more credits, or fewer max_tokens\b/i,
    /^more credits are required to run this request\b/i,
    /^(?:insufficient|not enough) credits?(?:[.!]|$)/i,
    /^(?:your|the|this) (?:api |openai |anthropic )?(?:credit balance|prepaid balance|account balance|balance) is (?:too low|insufficient|not sufficient|exhausted)\b.*(?:\bapi\b|this request|to (?:run|make|use)|top up|recharge)/i,
    /^you(?:'ve| have)? (?:run out of|used up|exhausted|exceeded|reached|hit) (?:your |the )?(?:[\w-]+ ){0,3}(?:api |token |inference |included )(?:credits?|quota|limits?|allowance)\b/i,
    /^you(?:'ve| have)? exceeded your (?:current|monthly|daily) (?:included )?(?:quota|credits|usage limit)\b/i,
    /^billing (?:hard )?limit has been reached\b/i,
    /^(?:your|this) (?:account|organi[sz]ation|project|workspace|team|api key) (?:is not active, please check|has been (?:suspended|deactivated|disabled)(?:[.!,]|$)|has (?:reached|exceeded) its (?:[\w-]+ )*(?:limit|quota|budget)|is out of credits)\b/i,
    /^(?:api )?key (?:total |daily |monthly )?limit exceeded\b/i,
    /^prompt tokens limit exceeded: \d+ > \d+/i,
    /^(?:resource (?:has been )?exhausted|resource_exhausted)\b.{0,30}(?:quota|$)/i,
    /^quota exceeded for (?:quota )?(?:metric|model|aiplatform|requests?|tokens?)\b/i,
    /^budget has been exceeded!$/i,
    /^exceeded ?budget: /i,
  ],
  rate: [
    /^(?:api )?rate.?limit (?:has been |is )?(?:reached|exceeded|hit)(?:[.!]|$)/i,
    /^(?:api )?rate.?limit (?:has been |is )?(?:reached|exceeded|hit)\b.*\b(?:model|tokens?|requests?|rpm|tpm|rpd|free-models|api|org|user|ip|client)\b/i,
    /^too many (?:requests|tokens)(?:[.!,:]|$)/i,
    /^(?:you|we)(?: are|'re) (?:being )?rate.?limited\b/i,
    /^you are sending requests too (?:quickly|fast)\b/i,
    /^request too large for \S+ .*\btokens per min/i,
    /^this request would exceed (?:your organization's |the |your )?(?:rate limit|account's)/i,
    /^(?:number of )?request tokens? (?:has )?exceeded your\b/i,
    /^requests to the .{1,80} under azure openai api version\b/i,
    /^your requests? to \S+ .{0,60}(?:have exceeded|rate limit|throttl)/i,
    /^\S+ is temporarily rate-limited upstream\b/i,
    /^(?:request|your request) (?:was|has been) throttled\b/i,
    /^no deployments available for selected model\b/i,
    /^all (?:providers|models|deployments|fallbacks|keys|endpoints) (?:have )?(?:failed|are (?:rate.?limited|unavailable|exhausted|down|in cooldown))\b/i,
  ],
  overload: [
    /^overloaded(?:_error)?[.!]?$/i,
    /^(?:that|the|this|selected) (?:model|engine|inference server|model server|endpoint|api)(?: [`'"]?[\w./:-]+[`'"]?)? is (?:currently |temporarily |still )?(?:overloaded|loading|at capacity|busy|unavailable|experiencing high demand)(?:[.!,]|$| right now| with other requests| at the moment)/i,
    /^model \S+ is (?:currently |temporarily )?(?:overloaded|loading|at capacity|unavailable|too busy)(?:[.!,]|$)/i,
    /^(?:the server (?:had an error|encountered an (?:internal )?error)|an? (?:internal )?(?:server )?error (?:has )?occurred) (?:while|when) processing (?:your|the) request\b/i,
    /^(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|server error)[.!]?$/i,
    /^(?:the )?(?:server|service) (?:is )?(?:currently |temporarily )?(?:overloaded|unavailable)(?:[.!]|$| or not ready| due to)/i,
    /^we(?:'re| are) (?:currently )?experiencing (?:high demand|elevated errors|increased traffic)\b/i,
    /^enginecore encountered an issue\b/i,
    /^(?:the )?(?:engine|background loop|asyncengine|llm engine) (?:is dead|has (?:errored|died|stopped)|process died)(?:[.!]|$)/i,
    /^(?:cuda|hip) (?:out of memory|error)\b/i,
    /^provider returned error\b/i,
  ],
  access: [
    /^incorrect api key provided\b/i,
    /^invalid (?:x-)?(?:api[- ]?key|authentication|bearer token|token)\b.{0,60}$/i,
    /^(?:no|missing) (?:auth credentials|cookie auth credentials|api[- ]?key|authentication header|bearer)\b.{0,60}$/i,
    /^you didn't provide an api key\b/i,
    /^(?:the )?api[_ -]?key (?:not valid|is (?:invalid|not valid|expired|disabled|missing)|expired)\b/i,
    /^authentication (?:error|fails?|failed)[,:( ]+.{0,80}(?:key|token|api|no such user|governor)/i,
    /^access denied due to (?:invalid subscription key|virtual network|firewall)\b/i,
    /^you (?:must be a member of an organization|do not have access to (?:the )?model|don't have access to (?:the )?model)\b/i,
    /^(?:the )?model [`'"]?[\w./:-]+[`'"]? (?:does not exist|not found|is not (?:found|supported|available|a valid model)|has been deprecated)\b/i,
    /^(?:no (?:allowed providers|endpoints|available model provider|available channel)s? (?:are available|found|for|that))\b/i,
    /^the api deployment for this resource does not exist\b/i,
    /^\S+ is not a valid model id\b/i,
    /^llm provider not provided\b/i,
    /^unsupported (?:parameter|value): '\w+'/i,
  ],
  connection: [
    /^connection error[.!]?$/i,
    /^(?:failed to fetch|load failed|networkerror when attempting to fetch resource)[.!]?$/i,
    /^(?:the )?request (?:was )?timed[ -]?out[.!]?$/i,
    /^request was aborted[.!]?$/i,
    /^(?:all connection attempts failed|fetch failed|socket hang up|premature close|terminated)[.!]?$/i,
    /^(?:\[errno -?\d+\]|\[winerror \d+\]|\[ssl: \w+\])/i,
    /^cannot connect to host \S+/i,
    /^(?:connect|read|write|getaddrinfo|request to \S+ failed, reason:.*) ?(?:econn|etimedout|enotfound|eai_again|ehostunreach|epipe)/i,
    /^https?connection(?:pool)?\(host=/i,
    /^(?:peer closed connection|server disconnected|remote end closed connection|connection reset by peer)\b.{0,120}$/i,
    /^upstream (?:connect error|request timeout|service|server|provider)\b.{0,60}(?:disconnect|timeout|timed|unavailable|error|reset)/i,
    /^(?:no healthy upstream|stream timeout|upstream request timeout|default backend - 404|404 page not found)$/i,
    /^(?:client|server) error '\d{3}[^']*' for url /i,
    /^(?:client|server) error: .{1,60} for url: /i,
    /^failed to connect to (?:ollama|the (?:model|inference|llm)|https?:)/i,
    /^status code \(no body\)/i,
    /^(?:error fetching from|\[googlegenerativeai error\])/i,
    /^<_(?:inactive|multithreaded)rpcerror of rpc that terminated/i,
    /^an error occurred \(\w+\) when calling the \w+ operation\b/i,
    /^retryerror\[<future at .* raised \w+>\]/i,
    /^error code: (?:5\d\d|429|1\d{3})$/,
  ],
  context: [
    /^this model'?s maximum context length is \d+/i,
    /^prompt is too long(?:: \d+ tokens\b|[.!]?$)/i,
    /^(?:the |your )?(?:input|(?:decoder |total )?prompt|request|messages?)(?: \([^)]*\)| length| tokens?| token count| of \d+)* (?:is |are )?(?:longer than|exceeds?|exceeded|too long for) .{0,60}(?:model|context (?:length|window|size|limit)|sequence length|token limit|max_\w+)/i,
    /^(?:the )?requested token count exceeds the model'?s maximum context\b/i,
    /^(?:cannot process new request: )?prompt length \(\d+\).{0,40}exceeds\b/i,
    /^the input token count\b.{0,20}exceeds the maximum\b/i,
    /^input validation error: `?inputs`?/i,
    /^input is too long for requested model/i,
  ],
  filter: [
    /^(?:the response was filtered|output blocked|response blocked|the prompt was blocked|content blocked)\b.{0,60}(?:azure|content|safety|filter|policy|moderation|management)/i,
    /^your (?:request|prompt|input) was (?:rejected|flagged|blocked)\b.{0,80}(?:safety|policy|moderation|content)/i,
    /^(?:your )?input was flagged\b/i,
    /^\S+ requires moderation on\b/i,
  ],
};

/** Said by hardly anyone but a provider once a status or an exception class has announced it. */
const TERSE: readonly RegExp[] = [
  /^(?:insufficient (?:balance|funds|quota|credits?)|insufficient_quota)[.!]?$/i,
  /^(?:payment required|too many requests|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|internal server error|unauthori[sz]ed|forbidden|bad request|not found|method not allowed|request timeout|payload too large|content too large|conflict|unprocessable (?:entity|content)|access denied|no body)[.!]?(?:$| for url| \(|: ?)/i,
  /^failed after \d+ attempts[.!]?$/i,
  /^(?:user not found|overloaded|rate.?limit(?:ed|s)?(?: exceeded)?|throttled|timed? ?out|timeout|unavailable|deadline exceeded|quota exceeded|service overloaded|server overloaded|network error|connection (?:error|timeout|timed out)|(?:the )?(?:read |write |connect |connection |pool )?(?:operation )?timed out)\b.{0,40}$/i,
];

/**
 * Whether a text, as a whole, is a message of a provider. After an announcement (a status code, an
 * exception class) terse messages count too, which alone could be anyone's words.
 */
export function isProviderMessage(text: string, announced: boolean): boolean {
  const [first = '', ...others] = sentencesOf(text);
  const starts =
    Object.values(MESSAGES).some((patterns) => patterns.some((pattern) => pattern.test(first))) ||
    (announced && TERSE.some((pattern) => pattern.test(first)));
  return starts && isFailureTail(others.join('\n'));
}
