/**
 * What products say to the people who use them when they could not serve them. None of these shows a
 * failure by itself; several of different kinds in one short text, and nothing else in it, do.
 */
interface Signal {
  readonly weight: number;
  /** Whether it names the model's side; what says "I" only may be the agent itself. */
  readonly blamesService: boolean;
  readonly pattern: RegExp;
}

const OWN =
  '(?:the|this|that|our|your|my|its|selected|chosen|requested|configured|underlying|upstream|primary|backing|current|default|remote|local|hosted|external|an?|no|any|all|both|either|every)';
const SERVER =
  '(?:(?:ai|chat|generative|reasoning|foundation|inference|hosting|cloud|web|api|model|language|llm|ml|base|primary|fallback|remote|local|free|back-?end) ?){0,2}(?:model|models|service|services|server|servers|assistant|chatbot|bot|backend|back end|provider|providers|endpoint|endpoints|system|platform|application|app|deployment|worker|workers|runner|engine|gateway|network|cluster|host|website|site)';
const OUTAGE =
  "(?:down|offline|overloaded|busy|unavailable|unreachable|unresponsive|crashed|crashing|failed|failing|stopped|died|quit|dropped|hung|frozen|gone|disabled|suspended|restarting|rebooting|starting|loading|warming up|updating|under maintenance|at capacity|over capacity|full|degraded|misconfigured|(?:not|n't) (?:\\w+ ){0,3}(?:responding|respond|available|reachable|ready|working|running|set up|configured|enabled|activated|deployed|loaded|online|supported|reply|return|answering)|(?:having|experiencing|facing|seeing|under) (?:\\w+ ){0,3}(?:trouble|problems?|issues?|difficult\\w+|load|demand|traffic|outage|maintenance|usage|errors?)|(?:returned|threw|raised|sent|gave|reported|produced|hit|encountered|ran into) (?:\\w+ ){0,3}(?:error|nothing|exception|problem|failure|timeout|response|reply|output)|timed? ?out|took too long|taking (?:\\w+ )?(?:too long|longer)|lost|refused|rejected|blocked|denied|broke|reset|closed|cut|terminated|ended|shut)";
const UNABLE =
  "(?:(?:was|were|am|are|is|been|being) (?:\\w+ )?(?:unable|not able) to|unable to|couldn't|could not|can't|cannot|can not|failed to|wasn't able to|isn't able to|(?:had|have|having|has|experiencing|experienced|ran into|run into|running into|encountered|facing|hit|met|hitting|encountering) (?:\\w+ ){0,4}(?:trouble|problems?|issues?|errors?|difficult\\w+|exception|snag|hiccup|glitch|failure|bug|limit|timeout)|didn't manage to)";
const SERVING =
  '(?:process|processing|complete|completing|generat\\w+|produc\\w+|finish|finishing|handl\\w+|fulfil\\w*|respond\\w*|reply|replying|reach|reaching|connect\\w*|contact\\w*|communicat\\w+|load|loading|fetch|fetching|retriev\\w+|get|getting|serve|serving|continue|proceed|execut\\w+|run|running|send|sending|establish|access|accessing|understand|think|talk\\w*|call|calling|work|start|perform|deliver|establish\\w*|authenticate|verify|parse|read|create|submit|take|accept|dispatch)';
const EXCHANGE =
  '(?:request|requests|prompt|prompts|message|messages|query|queries|question|questions|conversation|chat|session|reply|response|responses|answer|answers|output|input|generation|instruction|analysis|task|action|operation)';
const ADVISED =
  '(?:try again|try (?:it |this |that |once )?(?:later|again|soon|once more|in (?:a|an|some|\\d|few|\\w+) ?\\w*)|try (?:a|another|using|switching|rephrasing|refreshing|reloading|reducing|starting|sending|shortening|submitting|asking|the) ?(?:different|smaller|shorter|new|other|request|model|prompt|message|question|page|operation)?|retry|retrying|resubmit|resend|refresh|reload|rephrase|reword|come back|check back|ask again|wait|start (?:a )?(?:new|over)|another (?:go|shot|try)|log (?:back )?in|sign (?:back )?in|log ?out|reconnect|restart|re-?authenticate|contact (?:us|support|your|the|our|an?|customer|technical)|reach out|get in touch|(?:tell|ask|notify|inform|let) (?:your|the|an?|us|our) ?\\w* ?(?:admin\\w*|support|team|operator|owner|know)|upgrade|top up|recharge|add (?:more )?(?:credits?|funds|a payment|payment)|enable|switch (?:to|model)|choose (?:a|another)|select (?:a|another)|shorten|check (?:that|if|whether|your|the|our|back) ?(?:[\\w-]+ ){0,4}(?:key|keys|connection|network|internet|settings?|config\\w*|credentials?|permissions?|quota|plan|billing|usage|logs?|status|server|running|subscription|account|url|endpoint|name|documentation|console|dashboard|firewall|proxy|spelling)|make sure|ensure|verify|report (?:this|it|the)|open (?:an )?issue|file (?:a )?(?:bug|ticket|issue)|set (?:the|your|an?) \\w* ?(?:api|key|environment|env|variable|token)|(?:re)?configure|reduce (?:the|your)|clear (?:your|the)|disable (?:your|the))';
const signal = (weight: number, blamesService: boolean, source: string): Signal => ({
  weight,
  blamesService,
  pattern: new RegExp(`\\b${source}`),
});

export const SERVICE_SIGNALS: readonly Signal[] = [
  // Who failed.
  signal(1, true, `(?:${OWN} ){1,2}${SERVER}\\b`),
  signal(
    2,
    true,
    '(?:llms?|language models?|ai (?:model|service|provider|backend|engine|system|assistant|back ?end)s?|model (?:provider|service|server|runner|backend|endpoint)|chatbot|chatgpt|openai|anthropic|claude|gemini|openrouter|deepseek|mistral|qwen|groq|ollama|vllm|litellm|bedrock|vertex|azure|copilot|kimi|moonshot|dashscope|llama|gpt|cloudflare|huggingface|cohere|inference|completions?|api|apis|backend|endpoint)\\b',
  ),
  // What failed, and how.
  signal(
    2,
    true,
    `${SERVER}(?: [\\w-]+){0,2}? (?:(?:is|are|was|were|has|have|had|be|been|being|seems?|appears?|looks|may|might|currently|temporarily|momentarily|still|unexpectedly|suddenly|to|did|does|do|can|could|would|will|isn't|aren't|wasn't|did|didn't|doesn't|hasn't|won't) ){0,4}${OUTAGE}\\b`,
  ),
  signal(
    2,
    true,
    "your (?:[\\w-]+ ){0,2}(?:subscription|plan|api key|key|access|token|session|account|organi[sz]ation|workspace|project|deployment|quota|usage|allowance|trial|credits?|balance|region|country|ip|browser|connection|login|license|tier|limit)(?: [\\w-]+){0,2}? (?:is|are|was|has|have|had|does|did|isn't|aren't|doesn't|hasn't|cannot|can't|exceeded|expired|reached|ran|needs|must)\\b",
  ),
  signal(
    2,
    true,
    "you(?:'ve| have|'re| are)? (?:\\w+ ){0,2}(?:reached|exceeded|hit|used (?:up|all)|exhausted|run out|ran out|out of|maxed|sent too|sending too|making too|made too|blocked|not (?:allowed|authori[sz]ed|logged|permitted|signed)|unable to access|been (?:blocked|logged out|signed out|rate|throttled|banned|disconnected|limited))\\b",
  ),
  signal(
    1,
    true,
    '(?:(?:server|network|connectivity|connection|backend|configuration|authentication|upstream|model|provider) (?:issues?|errors?|problems?|failures?|exceptions?|trouble|time-?outs?)|hiccup|glitch|outage|maintenance|offline|at capacity|over capacity|capacity (?:limits?|constraints?)|(?:high|heavy|increased|unusual|unusually high|peak|exceptionally high) (?:demand|traffic|load|usage|volume)|too many (?:requests|users|people|messages|tokens)|overload\\w*|time-?outs?|timed out|rate limits?|quota|tokens? (?:limit|per minute|budget)|out of (?:tokens|credits?|quota|memory)|context (?:window|length|limit)|(?:internet|network) connection|stack trace|no response|empty response|status code|error code|retry limit|retries|max\\w* (?:retries|attempts|iterations|steps|turns)|(?:usage|spending|message|daily|monthly|hourly|request) (?:limit|cap|quota|allowance)s?|free (?:tier|plan)|api keys?|credentials|environment variable|not authori[sz]ed|permission)\\b',
  ),
  signal(
    1,
    false,
    '(?:technical (?:issues?|difficult\\w+|problems?|error|glitch)|(?:internal|system|runtime|unexpected|fatal|unknown|unhandled|unrecoverable) (?:issues?|errors?|problems?|failures?|exceptions?|trouble)|(?:something|it) (?:went|broke|has gone|failed|seems to have gone)|went wrong|hard time|tough time|could not continue|unable to continue)\\b',
  ),
  signal(
    2,
    true,
    "(?:request|response|reply|prompt|query|generation|message|stream)s? (?:could not|couldn't|can't|cannot|was not|wasn't|has not|hasn't|failed|timed) (?:to )?(?:\\w+ )?(?:completed?|generated?|processed|sent|delivered|finished?|handled|fulfilled|served|out|parsed?|read|reach|be)\\b",
  ),
  signal(
    1,
    true,
    '(?:requests?|calls?|traffic|access) (?:from|to|for|of) (?:this|your|the) (?:[\\w-]+ )?(?:project|account|key|user|organi[sz]ation|ip|region|country|model|service|api)\\b',
  ),
  signal(
    2,
    true,
    '(?:(?:hourly|daily|weekly|monthly|per-minute|free) (?:quota|request limit|message limit|allowance|usage|requests|messages)|(?:requests?|tokens|messages|queries) (?:per|a) (?:second|minute|hour|day)|new requests|sending (?:\\w+ )?(?:messages|requests)|(?:enough|more|any|of) credits)\\b',
  ),
  signal(
    2,
    true,
    'no (?:\\w+ )?(?:workers?|backends?|replicas?|endpoints?|providers?|deployments?|instances?|nodes?|servers?|models?|channels?|slots?|capacity) (?:are |is )?(?:available|online|healthy|found|left|ready|free|configured|responding)\\b',
  ),
  signal(
    2,
    true,
    '(?:(?:aborted|terminated|cancelled|canceled|killed|interrupted|closed|reset|rejected|refused) by (?:the )?(?:\\w+ )?(?:server|client|peer|host|provider|upstream|gateway|proxy|remote|runtime|system|scheduler|platform)|(?:client|server|peer|host|provider) closed (?:the )?(?:request|connection|stream)|keys? (?:is |was )?(?:not (?:recogni[sz]ed|valid|found|authori[sz]ed|accepted)|unknown|invalid|rejected|revoked)|not (?:logged|signed) in|rate-limited|(?:before|without) (?:any|a|the first) (?:\\w+ )?(?:content|token|output|text|byte|response|reply|answer)|answering (?:any |your )?questions)\\b',
  ),
  // The model's side judged the words.
  signal(
    2,
    true,
    '(?:safety|usage|content|moderation|acceptable[- ]use) (?:\\w+ )?(?:filters?|polic(?:y|ies)|systems?|settings|guidelines|checks?|rules)\\b',
  ),
  signal(1, true, '(?:withheld|flagged|filtered|blocked|moderated|violat\\w+)\\b'),
  signal(
    1,
    true,
    '(?:(?:before|while|during|mid|without|when|until|after) (?:\\w+ ){0,4}(?:reply|response|answer|answering|replying|responding|generation|generating|output|stream|streaming|completion|completing|finishing|processing|handling|executing|calling|connecting|communicating|fetching)|(?:connection|stream|response|reply|generation|conversation|session) (?:\\w+ ){0,3}(?:lost|interrupted|dropped|cut|reset|closed|expired|ended|broke|stopped|incomplete|failed))\\b',
  ),
  signal(
    1,
    true,
    '(?:has|have|had|was|were|is|are) (?:been )?(?:disabled|suspended|deactivated|revoked|blocked|restricted|throttled|paused|locked|rejected|interrupted|misconfigured)\\b',
  ),
  signal(2, true, `(?:we|we're|we've) (?:[\\w']+ ){0,3}${UNABLE}\\b`),
  signal(
    2,
    true,
    "(?:we|we're) (?:are )?(?:\\w+ )?(?:experiencing|seeing|facing|performing|working|investigating|having|fixing|looking into)\\b",
  ),
  // The service as a person, and the exchange it has.
  signal(
    2,
    false,
    `(?:i|i'm|i've|it|agent|assistant|bot|system|there)\\b (?:[\\w']+ ){0,4}?${UNABLE}\\b`,
  ),
  signal(1, false, `${UNABLE} (?:[\\w']+ ){0,4}?${SERVING}\\b`),
  signal(1, false, `(?:your|this|that|my|our|the) (?:\\w+ )?${EXCHANGE}\\b`),
  signal(1, false, `your (?:\\w+ )?${EXCHANGE}\\b`),
  signal(
    1,
    false,
    '(?:an?|some|following) (?:\\w+ ){0,3}(?:error|exception|problem|issue|failure) (?:has |have )?(?:occurred|happened|arose|was|while|during|when|with|on|in|prevented)\\b',
  ),
  // What the user should do, and the regrets.
  signal(2, false, `${ADVISED}\\b`),
  signal(
    1,
    false,
    '(?:(?:if|should) (?:this|the|it|that|you|your) (?:\\w+ ){0,3}(?:persists?|continues?|goes on|happens?|keeps?|remains?|recurs?|believe|need)|(?:has|have|had) been (?:notified|logged|alerted|recorded|informed|reported)|(?:for|any) (?:the |this |any )?inconvenience|your patience|your understanding|shortly|right now|at (?:the|this) (?:moment|time)|(?:in|after) (?:a )?(?:few )?(?:moments?|minutes?|seconds?|a while|a bit|bit|some time|while|an hour|hours)|again later|later|for (?:assistance|help|more information|details)|temporar(?:y|ily)|currently)\\b',
  ),
  signal(
    1,
    false,
    '(?:sorry|apologies|apologi[sz]e|oops|whoops|uh[- ]oh|unfortunately|regret|my apologies|oh no|hmm)\\b',
  ),
];

/** Words of such texts that are not of the trade of programs either. */
export const SERVICE_WORDS: ReadonlySet<string> = new Set(
  `am handling am handling present limitations limitation backing answering them faster reaching touch hang send used up accepted migrate migrated newer tomorrow progress made manage managed produced recognised supplied wasn't didn't doesn't payment method purchase become becomes became reconnecting i my mine i'm i've i'll continue hard knowledge base activity filter filters withheld violate policies condition arrive arrived arrives zero scaled scaling withhold double-check copilot assistant's guidelines restrictions restriction quickly reaching refused refuses declined declines owner resumed resume resuming requested connecting conversation's provider's model's server's service's ubuntu
  i i'm i've i'll we'll us you'll you'd there's here's let's it'll that's apologise apologize apologies unfortunately whoops hmm
  oh uh ah sadly regret glitch hiccup snag outage inconvenience patience understanding appreciate thank thanks team engineers
  notified informed alerted aware fix fixed fixing working work works investigating looking look look into screen page browser app application
  website site tab dashboard console settings setting option preferences menu assistant assistants bot chatbot chat chats conversation conversations
  question questions answer answers answering replying quit gave went gone goes persists persist persisting continues continuing happening
  happens happen keeps keep tell ask asked asking notify inform report reported refresh reload refreshing rephrase reword shorten
  shorter smaller different differently few bit while moment moments little later minute instant hour hours afterwards choose switch select pick
  online offline people everyone many seems seem appears appear looks like unusually exceptionally peak properly correctly right wrong
  normally usual usually human operator owner ticket bug email help center centre desk back come check think talk speak understand
  serve served serving deliver delivered respond responding thinking really very quite deeply so truly afraid be'll good standing better luck
  another one else anything nothing everything something someone thing things part way enough yourself myself itself ourselves
  shot give temporarily temporary briefly sometimes often frequently hang tight stay tuned sit tight hold-on apologetic
  resubmit resend reconnect reauthenticate re-authenticate log logged sign signed in out top charge funds money purchase buy-more subscribe
  subscription membership active inactive status page update updates updating deployed redeploy reboot rebooting restarts
  experience experiencing experienced face facing trouble running hit hitting met meet bad luck wait waits longer long slowness slow
  heavy increased usage load loads volume requests abnormal properly gracefully intended planned scheduled underway undergoing
  internet wifi wi-fi connectivity connection's firewall antivirus extension cookies javascript blocked
  result results outcome final complete finishing finish able unable task tasks action actions step steps loop looping turn turns
  agent agents crew workflow flow orchestrator planner executor pipeline-step subagent sub-agent supervisor
  reached out exceeded cap caps quota retries iteration iterations recursion
  company's-admin organization's organisation's it-team sysadmin maintainer maintainers developers creator
  language intelligence artificial engine brain backend runner reasoning thinking foundation generative picked chosen underlying primary
  secondary backup alternative default currently presently sometime soon shortly tomorrow today
  explicitly simply actually basically repeatedly suddenly midway mid halfway partway through
  i'd id's reference number code details note quote copy paste include sharing share-with feedback
  dear user users customer-care hello hi hey there friend folks
  environment variable variables file configuration config missing supply supplied secret secrets
  signal lost drop drops flaky unreliable weak stable unstable
  could'nt can't won't wouldn't don't haven't hadn't aren't weren't we'd they they're their them
  what's why how where when whether yet now still only even much more most less least per
  maybe perhaps probably possibly likely apparently evidently fully partially entirely
  overwhelmed swamped nap asleep resting tired stuck confused lost broke breaks breaking burned
  up-to-date reachable usable accessible responsive unresponsive operational functional functioning functionality
  inbound outbound plug connected disconnected interruption interruptions interrupted disruption disruptions incident
  attempt attempts attempted several multiple three two five once twice ten thirty sixty`.split(
    /\s+/,
  ),
);
