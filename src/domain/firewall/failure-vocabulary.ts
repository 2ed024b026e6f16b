const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Words of programs that call each other; no finance answer is made of these alone. */
export const TRANSPORT_WORDS = words(`
  api apis http https http2 grpc rpc tcp udp tls ssl dns url uri endpoint endpoints upstream
  backend socket sockets websocket sse hostname localhost proxy oauth jwt bearer header headers
  payload json cuda gpu gpus nccl oom vram llm llms timeout timeouts etimedout econnrefused
  econnreset enotfound ehostunreach epipe unauthorized unauthenticated throttled throttling
  ratelimit ratelimited deserialize deserialization deserializing serialization tokenizer
  completions eof errno handshake x509 chunked goaway http1 nginx daemon runtime kubernetes pod
  async retries retrying overloaded preempted unprocessable sdk cli env dial dialing reqwest
  hyper tonic ipv4 ipv6 addr getaddrinfo lookup subprocess stdout stderr sigkill sigterm
  oomkilled`);

/** Words for what went wrong; a failure has at least one. */
export const FAILURE_WORDS = words(`
  error errored exception failure fault failed fail fails failing refused reset closed lost
  aborted terminated cancelled canceled interrupted dropped broken unreachable unavailable
  overloaded busy exceeded exceed exceeds exceeding exhausted reached denied forbidden
  unauthorized unauthenticated invalid incorrect wrong missing expired unsupported malformed bad
  timeout timed timedout eof rejected blocked suspended disabled deactivated throttled throttling
  limited full dead crashed disconnected unhealthy unexpected unable cannot can't couldn't
  insufficient econnrefused etimedout econnreset enotfound not no unprocessable panic panicked
  unhandled stalled hung saturated depleted lapsed inactive deprecated retired decommissioned
  removed gone truncated corrupted mismatch revoked banned tripped unresolved misconfigured
  ineligible refusing denying died crash crashing outage unstable filtered flagged oom killed
  expected don't doesn't didn't isn't wasn't ran preempted blank loading limit empty requires
  stopped unrecognized unrecognised unreadable closing`);

/** What stands between those words without saying anything about a company or a market. */
export const CONNECTING_WORDS = words(`
  the a an is are was were be been being has have had having to of for from with without in on at
  by and or but as your you you've you're we we're we've our us it its it's this that these those
  i i've please kindly while when whilst during after before again later soon shortly try trying
  tried retry retried wait could can may might must will would should did does do any all some
  more than too many much few only currently temporarily momentarily moment moments right now due
  because if other another there then via using use used within until into onto out over up down
  once yet still sorry apologies oops something went about per each which who what either neither
  both already never just also next same such own get got getting give gave giving given go going
  make made making take took taken let see seen want able unless against between since through
  caught thrown raised occurred occurs happened encountered encounter returned returning returns
  return start started starting stop run running set configured configure provide provided
  specify specified enough long short large small high heavy low new old first last final every
  so-called nor back off allowed disallowed accepted supported required require exist exists
  found verified trusted signed known unknown recognized recognised established completed
  finished says said reported responded attempting attempted ended ending responding available`);

/** Words of requests, models, accounts and keys that finance uses too. */
export const SHARED_WORDS = words(`
  request requests requested response responses reply server servers client clients service
  services connection connections connect connected connecting host hosts port ports address
  addresses network networks net route read reading write writing written send sending sent
  receive received receiving body message messages stream streams streaming streamed status code
  codes model models engine engines deployment deployments instance instances replica replicas
  worker workers container containers node nodes process processes processing processed executor
  scheduler queue queued slot slots pending batch memory allocate allocated allocating allocation
  device devices hardware capacity load loaded cluster limits rate rates quota quotas maximum max
  minimum number size length context window input inputs output outputs prompt prompts token
  tokens minute minutes second seconds hour hours day daily monthly millisecond milliseconds time
  times concurrent concurrency usage tier plan billing account organization organisation project
  workspace team tenant subscription subscriptions region zone credits payment key keys access
  authorized authenticate authenticated authentication authorization auth credential credentials
  login permission permissions privileges user users role scope valid verify verification
  validate validation certificate certificates cert self-signed authority issuer chain parameter
  parameters param field argument arguments method operation operations format decode decoding
  decoder encode encoding parse parsing parsed end internal external remote peer local resource
  resources call calls calling called invoke invoked invoking invocation execute executed
  executing execution generate generated generating generation completion chat complete perform
  analysis analyzing agent attempt attempts tries waiting waited elapsed deadline budget spend
  support administrator admin check documentation docs details detail information info id ids
  reference trace log logs version upgrade increase reduce decrease enable enabled policy safety
  content violation violates violated inappropriate moderation system guard guardrail guardrails
  maintenance incident degraded traffic demand demanding inference provider providers object type
  data query queries page file files path directory name names string value values state ready
  health healthy probe live unready cold boot booting warm warming startup restart restarted
  restarting shutdown shut exit exited signal thread main unwrap result err fatal critical warn
  warning bytes byte buffer frame frames chunk chunks transport protocol pipe pool session cache
  cached store database job step iteration openai anthropic azure claude gemini vertex google aws
  amazon bedrock mistral deepseek groq cohere ollama vllm sglang triton tensorrt llama dashscope
  qwen openrouter litellm together fireworks cloudflare envoy huggingface hugging face gpt kimi
  moonshot zhipu minimax volcengine ark nvidia nim lms lmstudio tgi developer command fallback
  fallbacks group cooldown retrieve retrieving fetch fetching fetched download downloading pull
  pulling sampling tensor kernel weights shard sharding adapter lora vocab template free paid
  trial premium allowance function tool_call schema cause dependency underlying non-json non-200
  non-streaming too-many multimodal image embeddings embedding logprobs tool_choice contact
  sampler gateway desc line column position here kind source os runner origin web produced
  produce revoke renew eligible sure security included location country territory assertion
  choice choices refresh rotated regenerate balancer ingress routes mesh retriable backoff
  circuit breaker open resolve resolved resolution resolving negotiation alert idle keep-alive
  keepalive partial incomplete conflict burst spike text character characters char offset
  property attribute integer array element elements respond certification building space disk
  left volume spending metered overage billed billable reason reasons correct specific particular
  requester caller handle handler stage phase tool tools interval latency under pressure surge
  unusual rapid rapidly quickly fast slow slowly repeated repeatedly consecutive additional
  further default errors failures cloud entries entry matched match matching side device-side
  assert triggered asynchronously hit week weekly month resets monday tuesday wednesday thursday
  friday saturday sunday today tomorrow utc finish reach reachable spawn bind listen accept
  accepting submit dispatch forward forwarding forwarded enqueue cancel cancelling initialize
  initialized initialization initialise init unload register registered hosted hosting serverless
  dedicated shared paused sleeping wake waking deploying deployed moved renamed longer alias
  catalog registry list listed pattern grammar special unicode encoded codec charset compressed
  gzip plaintext negotiated record layer overflow segmentation core dumped illegal instruction
  driver link watchdog heartbeat lease leader follower license member members email captcha
  challenge bot abuse human suspicious vpn ip intermediate intermediary hop relay edge ingest
  webhook callback event events subscribe sub-request preflight cors abnormal abnormally
  prematurely unexpectedly gracefully early recover recovered transient permanent recoverable
  ongoing elevated intermittent issue issues problem problems trouble technical difficulties
  difficulty difficult hiccup delayed delay delays slower saturation starved starvation
  handshaking remaining consumed top recharge refill renewal renewed activated activate
  activation approval approved whitelist whitelisted allowlist scopes privilege insufficiently
  inference-time checkpoint checkpoints quantization tensor-parallel model_name max_tokens
  temperature sequences sequence beam search rope attention prefill ggml metal block blocks post
  put head task function functions serverless lambda application app foundation throughput on-demand runner tunnel passed prod
  staging east west eu`);

/** Phrases of shared words that mean a failed call whatever else is said. */
export const FAILURE_PHRASES: readonly RegExp[] = [
  /\b(?:connection|stream|socket)(?: (?:was|is|has been|to \S+|attempt))? (?:refused|reset|closed|closing|aborted|timed out|lost|terminated|dropped|failed|broken|could not be established)\b/,
  /\b(?:connect|connecting|connection) to (?:the )?(?:\S+ )?(?:server|host|model|backend|provider|service|database|ollama|openai)\b/,
  /\b(?:rate[ -]limit(?:s|ed)?|too many (?:concurrent )?requests|requests? rate|service (?:is )?(?:currently |temporarily )?unavailable|(?:context|rpc|request|operation|call|client|response) deadline (?:has )?(?:been )?exceeded|deadline has (?:been )?exceeded|deadline (?:has )?elapsed)\b/,
  /\b(?:request|operation|call|read|response|generation|inference|server|model|client)(?: \w+)? (?:has )?timed[ -]?out\b/,
  /\btry(?:ing)?(?: your request| the request)? again\b|\b(?:please|kindly) (?:retry|wait)\b|\bretry (?:later|after|the request|your request)\b/,
  /\b(?:server|host|service|model|engine|backend|endpoint|worker|executor) (?:is |was |has )?(?:currently |temporarily )?(?:too )?(?:busy|overloaded|down|unreachable|unavailable|crashed|disconnected|not ready|not responding|shut down|full|dead|unhealthy|at capacity|over capacity)\b/,
  /\bno (?:route to host|such host|available (?:server|channel|worker|instance|provider)s?|space left on device|healthy)\b|\b(?:network is unreachable|broken pipe|out of memory|(?:system|gpu|device) memory|name or service not known|name resolution)\b/,
  /\b(?:unauthori[sz]ed|permission denied|permission to (?:access|use|call)|access to (?:the |this )?(?:model|api|resource)|security token|(?:invalid|incorrect|missing|expired|wrong|no) (?:auth(?:entication|orization)?(?: \w+)?|credentials?|(?:access |auth )?(?:token|key)))\b/,
  /\b(?:bad gateway|gateway time-?out|internal (?:server )?error|server error|status code|error code|http status|request id|process(?:ing)? (?:your|the|this) request|(?:empty|unexpected|invalid|bad) (?:response|reply|output) (?:body |was )?(?:from|returned|received)|(?:model|llm) (?:produced|returned|generated|gave) (?:no|an empty|an invalid))\b/,
  /\b(?:context (?:length|window|size)|(?:input|prompt|output) tokens?|prompt (?:is )?too long|content (?:filter|policy|moderation)|safety (?:system|filter|policy|settings))\b/,
  /\b(?:no|not|wasn't|isn't) (?:models? )?(?:currently )?loaded\b|\bload(?:ing)? (?:the |a )?model\b|\bmodel (?:is )?(?:still )?loading\b/,
  /\b(?:model|server|service|provider|client|worker|llm|agent) (?:did not|didn't|does not|failed to) respond\b|\bno response (?:was )?(?:received )?from\b/,
  /\bunknown model\b|\bnot at ready state\b|\bprocess (?:has |was )?(?:terminated|exited|died|crashed|killed)\b/,
  /\b(?:response|request) body\b|\bcredentials?\b|\bno route matched\b|\b(?:provider|client|server|upstream|llm|model) (?:authentication|authorization|connection|request|call|error)\b/,
  /\b(?:request|model|inference|llm|agent|server) (?:was )?(?:rejected|aborted|cancelled|canceled|terminated|failed|crashed|stalled)\b.*\b(?:server|provider|client|service|engine|worker|endpoint)\b/,
  /\b(?:model|deployment|engine|version) \S* ?(?:has been|was|is) (?:deprecated|retired|decommissioned|removed|paused|sleeping)\b/,
  /\b(?:queue|slots?|batch|kv cache|buffer)(?: is)? full\b|\bresources? (?:has been )?exhausted\b|\bunexpected end of (?:file|json|stream|input)\b|\bself-signed certificate\b/,
  /\b(?:account|organi[sz]ation|project|workspace)(?: \S+)? (?:is|has been|was) (?:suspended|disabled|deactivated|blocked|rate)\b/,
  /\b(?:serverless|lambda|edge|cloud) function\b|\b(?:task|function|invocation|worker|lambda|handler) (?:has )?timed out\b|\b(?:worker|function|invocation|lambda) (?:has )?exceeded\b|\bapplication failed to respond\b|\binference\b/,
  /\b(?:provider|server|upstream|backend|api|service|proxy|gateway|model|endpoint) (?:said|replied|responded|answered|returned)\b/,
  /\btunnel not found\b|\binvalid model (?:name|id)\b|\bengine (?:loop|core) (?:is |was |has )?(?:not|dead|stopped|died)\b/,
  /\b(?:no such|unknown) (?:model|deployment|engine|endpoint)\b|\b(?:deployment|model|endpoint|engine) (?:could not be|was not|cannot be|not) found\b/,
  /\b(?:peer|server|ssl|tls|root|ca) certificates?\b|\bunknown issuer\b|\bcertificate (?:verify|chain|authority)\b/,
  /\b(?:usage|spending|spend|request|token|api|concurrency|monthly usage) (?:limit|quota|cap)s?(?: \w+){0,2} (?:reached|exceeded|exhausted)\b/,
  /\b(?:reached|exceeded|exhausted|hit) (?:your|the|its) (?:\w+ ){0,2}(?:usage|request|token|api|concurrency) (?:limit|quota)s?\b/,
];

/** Said when something is concluded, denied or answered; the report of a failure does none of it. */
export const CONCLUDING_WORDS =
  /^(?:yes|no|true|false)[,.:;]|[:,] (?:yes|no|none)[.]?$|\b(?:no|not|never|without) (?:exceeded|errors?|failures?|timeouts?|reached|expired|rejected|refused|failed|denied|limited|busy)\b|\b(?:so|therefore|thus|hence|means?|meaning|stands|refers|denotes|consequently|caused|causes|costs?|implies|most|average|increased|decreased|rose|fell)\b/;
