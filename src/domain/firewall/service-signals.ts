import {
  ADVISED,
  EXCHANGE,
  OUTAGE,
  OWN,
  oneOf,
  SERVER,
  SERVING,
  UNABLE,
} from './service-phrases.ts';

/**
 * What products say to the people who use them when they could not serve them. None of these shows a
 * failure by itself; several of different kinds in one short text, and nothing else in it, do.
 */
export interface Signal {
  readonly weight: number;
  /** Whether it names the model's side; what says "I" only may be the agent itself. */
  readonly blamesService: boolean;
  readonly pattern: RegExp;
}

const signal = (weight: number, blamesService: boolean, source: string): Signal => ({
  weight,
  blamesService,
  pattern: new RegExp(String.raw`\b${source}\b`),
});

export const SERVICE_SIGNALS: readonly Signal[] = [
  // Who failed.
  signal(1, true, `(?:${OWN} ){1,2}${SERVER}`),
  signal(
    2,
    true,
    oneOf`
      llms?|language models?|
      ai (?:model|service|provider|backend|engine|system|assistant|back ?end)s?|
      model (?:provider|service|server|runner|backend|endpoint)|chatbot|chatgpt|openai|
      anthropic|claude|gemini|openrouter|deepseek|mistral|qwen|groq|ollama|vllm|litellm|
      bedrock|vertex|azure|copilot|kimi|moonshot|dashscope|llama|gpt|cloudflare|huggingface|
      cohere|inference|completions?|api|apis|backend|endpoint
    `,
  ),
  // What failed, and how.
  signal(
    2,
    true,
    String.raw`${SERVER}(?: [\w-]+){0,2}? (?:(?:is|are|was|were|has|have|had|be|been|being|seems?|appears?|looks|may|might|currently|temporarily|momentarily|still|unexpectedly|suddenly|to|did|does|do|can|could|would|will|isn't|aren't|wasn't|did|didn't|doesn't|hasn't|won't) ){0,4}${OUTAGE}`,
  ),
  signal(
    2,
    true,
    String.raw`your (?:[\w-]+ ){0,2}(?:subscription|plan|api key|key|access|token|session|account|organi[sz]ation|workspace|project|deployment|quota|usage|allowance|trial|credits?|balance|region|country|ip|browser|connection|login|license|tier|limit)(?: [\w-]+){0,2}? (?:is|are|was|has|have|had|does|did|isn't|aren't|doesn't|hasn't|cannot|can't|exceeded|expired|reached|ran|needs|must)`,
  ),
  signal(
    2,
    true,
    String.raw`you(?:'ve| have|'re| are)? (?:\w+ ){0,2}(?:reached|exceeded|hit|used (?:up|all)|exhausted|run out|ran out|out of|maxed|sent too|sending too|making too|made too|blocked|not (?:allowed|authori[sz]ed|logged|permitted|signed)|unable to access|been (?:blocked|logged out|signed out|rate|throttled|banned|disconnected|limited))`,
  ),
  signal(
    1,
    true,
    oneOf`
      (?:server|network|connectivity|connection|backend|configuration|authentication|upstream|model|provider) (?:issues?|errors?|problems?|failures?|exceptions?|trouble|time-?outs?)|
      hiccup|glitch|outage|maintenance|offline|at capacity|over capacity|
      capacity (?:limits?|constraints?)|
      (?:high|heavy|increased|unusual|unusually high|peak|exceptionally high) (?:demand|traffic|load|usage|volume)|
      too many (?:requests|users|people|messages|tokens)|overload\w*|time-?outs?|timed out|
      rate limit(?:s|ed|ing)?|quota|tokens? (?:limit|per minute|budget)|
      out of (?:tokens|credits?|quota|memory)|context (?:window|length|limit)|
      (?:internet|network) connection|stack trace|no response|empty response|status code|
      error code|retry limit|retries|max\w* (?:retries|attempts|iterations|steps|turns)|
      (?:usage|spending|message|daily|monthly|hourly|request) (?:limit|cap|quota|allowance)s?|
      free (?:tier|plan)|api keys?|credentials|environment variable|not authori[sz]ed|
      permission
    `,
  ),
  signal(
    1,
    false,
    oneOf`
      technical (?:issues?|difficult\w+|problems?|error|glitch)|
      (?:internal|system|runtime|unexpected|fatal|unknown|unhandled|unrecoverable) (?:issues?|errors?|problems?|failures?|exceptions?|trouble)|
      (?:something|it) (?:went|broke|has gone|failed|seems to have gone)|went wrong|
      hard time|tough time|could not continue|unable to continue
    `,
  ),
  signal(
    2,
    true,
    String.raw`(?:request|response|reply|prompt|query|generation|message|stream)s? (?:could not|couldn't|can't|cannot|was not|wasn't|has not|hasn't|failed|timed) (?:to )?(?:\w+ )?(?:completed?|generated?|processed|sent|delivered|finished?|handled|fulfilled|served|out|parsed?|read|reach|be)`,
  ),
  signal(
    1,
    true,
    String.raw`(?:requests?|calls?|traffic|access) (?:from|to|for|of) (?:this|your|the) (?:[\w-]+ )?(?:project|account|key|user|organi[sz]ation|ip|region|country|model|service|api)`,
  ),
  signal(
    2,
    true,
    oneOf`
      (?:hourly|daily|weekly|monthly|per-minute|free) (?:quota|request limit|message limit|allowance|usage|requests|messages)|
      (?:requests?|tokens|messages|queries) (?:per|a) (?:second|minute|hour|day)|
      new requests|sending (?:\w+ )?(?:messages|requests)|(?:enough|more|any|of) credits
    `,
  ),
  signal(
    2,
    true,
    String.raw`no (?:\w+ )?(?:workers?|backends?|replicas?|endpoints?|providers?|deployments?|instances?|nodes?|servers?|models?|channels?|slots?|capacity) (?:are |is )?(?:available|online|healthy|found|left|ready|free|configured|responding)`,
  ),
  signal(
    2,
    true,
    oneOf`
      (?:aborted|terminated|cancelled|canceled|killed|interrupted|closed|reset|rejected|refused) by (?:the )?(?:\w+ )?(?:server|client|peer|host|provider|upstream|gateway|proxy|remote|runtime|system|scheduler|platform)|
      (?:client|server|peer|host|provider) closed (?:the )?(?:request|connection|stream)|
      keys? (?:is |was )?(?:not (?:recogni[sz]ed|valid|found|authori[sz]ed|accepted)|unknown|invalid|rejected|revoked)|
      not (?:logged|signed) in|rate-limited|
      (?:before|without) (?:any|a|the first) (?:\w+ )?(?:content|token|output|text|byte|response|reply|answer)|
      limits? (?:was |has been )?hit|backing off|accepted (?:from|again)|
      resets? (?:at|in|on)|available again
    `,
  ),
  signal(
    2,
    true,
    oneOf`
      (?:request|requests|call|calls|generation|completion|response)s? (?:failed|timed out|(?:was |were )?aborted)|
      (?:returned|gave|sent|produced) (?:none|null|nothing|undefined|(?:an )?empty)|
      (?:did not|didn't|does not|doesn't) (?:return|produce|generate|send|respond|reply|finish)|
      (?:request|message|token|usage|rate) (?:cap|allowance)|
      (?:used|consumed|exhausted|spent) (?:up )?(?:all|its|your|their) (?:of )?(?:its |your |the |their )?(?:\w+ )?(?:tokens|credits|quota|requests|messages|allowance)|
      will be back|be back (?:in|soon|shortly|at)|too many (?:\w+ )?(?:requests|generations|calls|sessions|connections|messages)|
      from the (?:model|provider|llm|server|api)|(?:turned|switched) off
    `,
  ),
  // The model's side judged the words.
  signal(
    2,
    true,
    String.raw`(?:safety|usage|content|moderation|acceptable[- ]use) (?:\w+ )?(?:filters?|polic(?:y|ies)|systems?|settings|guidelines|checks?|rules)`,
  ),
  signal(
    1,
    true,
    oneOf`
      withheld|removed by|flagged|filtered|blocked|moderated|violat\w+
    `,
  ),
  signal(
    1,
    false,
    oneOf`
      (?:before|while|during|mid|without|when|until|after) (?:\w+ ){0,4}(?:reply|response|answer|answering|replying|responding|generation|generating|output|stream|streaming|completion|completing|finishing|processing|handling|executing|calling|connecting|communicating|fetching)|
      (?:connection|stream|response|reply|generation|conversation|session) (?:\w+ ){0,3}(?:lost|interrupted|dropped|cut|reset|closed|expired|ended|broke|stopped|incomplete|failed)
    `,
  ),
  signal(
    1,
    true,
    '(?:has|have|had|was|were|is|are) (?:been )?(?:disabled|suspended|deactivated|revoked|blocked|restricted|throttled|paused|locked|rejected|interrupted|misconfigured)',
  ),
  signal(2, true, String.raw`(?:we|we're|we've) (?:[\w']+ ){0,3}${UNABLE}`),
  signal(
    2,
    true,
    String.raw`(?:we|we're) (?:are )?(?:\w+ )?(?:experiencing|seeing|facing|performing|working|investigating|having|fixing|looking into)`,
  ),
  // The service as a person, and the exchange it has.
  signal(
    2,
    false,
    String.raw`(?:i|i'm|i've|it|agent|assistant|bot|system|there)\b (?:[\w']+ ){0,6}?${UNABLE}`,
  ),
  signal(1, false, String.raw`${UNABLE} (?:[\w']+ ){0,4}?${SERVING}`),
  signal(1, false, String.raw`(?:your|this|that|my|our|the) (?:\w+ )?${EXCHANGE}`),
  signal(1, false, String.raw`your (?:\w+ )?${EXCHANGE}`),
  signal(1, false, 'answering (?:any |your )?questions'),
  signal(
    1,
    false,
    String.raw`(?:an?|some|following) (?:\w+ ){0,3}(?:error|exception|problem|issue|failure) (?:has |have )?(?:occurred|happened|arose|was|while|during|when|with|on|in|prevented)`,
  ),
  signal(1, false, '(?:stopping|giving up|have to stop|had to stop)(?: here| now)?'),
  signal(
    2,
    false,
    'be (?:served|completed|finished|fulfilled|generated|processed|loaded|displayed|reached|delivered)',
  ),
  signal(2, false, 'on (?:my|our) (?:end|side)'),
  // What the user should do, and the regrets.
  signal(2, false, ADVISED),
  signal(
    1,
    false,
    oneOf`
      (?:if|should) (?:this|the|it|that|you|your) (?:\w+ ){0,3}(?:persists?|continues?|goes on|happens?|keeps?|remains?|recurs?|believe|need)|
      (?:has|have|had) been (?:notified|logged|alerted|recorded|informed|reported)|
      (?:for|any) (?:the |this |any )?inconvenience|your patience|your understanding|
      shortly|right now|at (?:the|this) (?:moment|time)|
      (?:in|after) (?:a )?(?:few )?(?:moments?|minutes?|seconds?|a while|a bit|bit|some time|while|an hour|hours)|
      again later|later|for (?:assistance|help|more information|details)|temporar(?:y|ily)|
      currently
    `,
  ),
  signal(
    1,
    false,
    oneOf`
      sorry|apologies|apologi[sz]e|oops|whoops|uh[- ]oh|unfortunately|regret|my apologies|
      oh no|hmm
    `,
  ),
];
