/** Alternatives of a pattern, in lines. */
export const oneOf = ({ raw }: TemplateStringsArray): string =>
  `(?:${raw
    .join('')
    .trim()
    .split(/\s*\n\s*/)
    .join('')})`;

/** What stands before the name of a server that is spoken of as known. */
export const OWN = oneOf`
  the|this|that|our|your|my|its|selected|chosen|requested|configured|underlying|upstream|
  primary|backing|current|default|remote|local|hosted|external|an?|no|any|all|both|either|
  every
`;
/** What serves. */
export const SERVER =
  '(?:(?:ai|chat|generative|reasoning|foundation|inference|hosting|cloud|web|api|model|language|llm|ml|base|primary|fallback|remote|local|free|back-?end) ?){0,2}(?:model|models|service|services|server|servers|assistant|chatbot|bot|backend|back end|provider|providers|endpoint|endpoints|system|platform|application|app|deployment|worker|workers|runner|engine|gateway|network|cluster|host|website|site)';
/** What servers do or suffer instead of serving. */
export const OUTAGE = oneOf`
  down|offline|overloaded|busy|unavailable|unreachable|unresponsive|crashed|crashing|failed|
  failing|stopped|died|quit|dropped|hung|frozen|gone|disabled|suspended|restarting|
  turned off|switched off|taken down|rebooting|waking|asleep|booting|starting|loading|warming up|updating|under maintenance|at capacity|
  over capacity|full|degraded|misconfigured|
  (?:not|n't) (?:\w+ ){0,3}(?:responding|respond|available|reachable|ready|working|running|set up|configured|enabled|activated|deployed|loaded|online|supported|reply|return|answering)|
  (?:having|experiencing|facing|seeing|under) (?:\w+ ){0,3}(?:trouble|problems?|issues?|difficult\w+|load|demand|traffic|outage|maintenance|usage|errors?)|
  (?:returned|threw|raised|sent|gave|reported|produced|hit|encountered|ran into) (?:\w+ ){0,3}(?:error|nothing|exception|problem|failure|timeout|response|reply|output)|
  timed? ?out|took too long|taking (?:\w+ )?(?:too long|longer)|lost|refused|rejected|
  blocked|denied|broke|reset|closed|cut|terminated|ended|shut
`;
/** Not being able to. */
export const UNABLE = oneOf`
  (?:was|were|am|are|is|been|being) (?:\w+ )?(?:unable|not able) to|unable to|couldn't|
  could not|can't|cannot|can not|failed to|wasn't able to|isn't able to|
  (?:had|have|having|has|experiencing|experienced|ran into|run into|running into|encountered|facing|hit|met|hitting|encountering) (?:\w+ ){0,4}(?:trouble|problems?|issues?|errors?|difficult\w+|exception|snag|hiccup|glitch|failure|bug|limit|timeout)|
  didn't manage to
`;
/** What a service would have done. */
export const SERVING = oneOf`
  process|processing|complete|completing|generat\w+|produc\w+|finish|finishing|handl\w+|
  fulfil\w*|respond\w*|reply|replying|reach|reaching|connect\w*|contact\w*|communicat\w+|
  load|loading|fetch|fetching|retriev\w+|get|getting|serve|serving|continue|proceed|
  execut\w+|run|running|send|sending|establish|access|accessing|understand|think|talk\w*|
  call|calling|work|start|perform|deliver|establish\w*|authenticate|verify|parse|read|
  create|submit|take|accept|dispatch
`;
/** What passes between a user and a service. */
export const EXCHANGE = oneOf`
  request|requests|prompt|prompts|message|messages|query|queries|question|questions|
  conversation|chat|session|reply|response|responses|answer|answers|output|input|generation|
  instruction|analysis|task|action|operation
`;
/** What the user of a product can do about it; what an answer advises is in FINANCE_WORDS or a stranger. */
export const ADVISED = oneOf`
  send (?:that|it|this|your \w+) again|hang on|hold on|stand by|give (?:it|us|me) (?:a|another|some)|try again|
  try (?:it |this |that |once )?(?:later|again|soon|once more|in (?:a|an|some|\d|few|\w+) ?\w*)|
  try (?:a|another|using|switching|rephrasing|refreshing|reloading|reducing|starting|sending|shortening|submitting|asking|the) ?(?:different|smaller|shorter|new|other|request|model|prompt|message|question|page|operation)?|
  retry|retrying|resubmit|resend|refresh|reload|rephrase|reword|come back|check back|
  ask again|wait|start (?:a )?(?:new|over)|another (?:go|shot|try)|log (?:back )?in|
  sign (?:back )?in|log ?out|reconnect|restart|re-?authenticate|
  contact (?:us|support|your|the|our|an?|customer|technical)|reach out|get in touch|
  (?:tell|ask|notify|inform|let) (?:your|the|an?|us|our) ?\w* ?(?:admin\w*|support|team|operator|owner|know)|
  upgrade|top up|recharge|add (?:more )?(?:credits?|funds|a payment|payment)|enable|
  switch (?:to|model)|choose (?:a|another)|select (?:a|another)|shorten|
  check (?:that|if|whether|your|the|our|back) ?(?:[\w-]+ ){0,4}(?:key|keys|connection|network|internet|settings?|config\w*|credentials?|permissions?|quota|plan|billing|usage|logs?|status|server|running|subscription|account|url|endpoint|name|documentation|console|dashboard|firewall|proxy|spelling)|
  make sure|ensure|verify|report (?:this|it|the)|open (?:an )?issue|
  file (?:a )?(?:bug|ticket|issue)|
  set (?:the|your|an?) \w* ?(?:api|key|environment|env|variable|token)|(?:re)?configure|
  reduce (?:the|your)|clear (?:your|the)|disable (?:your|the)
`;
