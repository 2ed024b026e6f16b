/** Sentences and lines of a text. Full stops inside numbers, versions and URLs end nothing. */
export const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?])\s+|(?<=[。！？])|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

/**
 * What providers and client libraries say after the error itself: hints to their customer, the
 * numbers of a limit, references for support. None of it answers a question.
 */
const COMPANIONS: readonly RegExp[] = [
  /^\(?(?:please|kindly|pls)\b/i,
  /^(?:inspect|examine|look at|check)\b.*\b(?:stack ?trace|logs?|error)\b.{0,40}$/i,
  /^(?:could|can|would) you (?:please |kindly )?(?:try|retry|resend|rephrase|repeat|ask)\b.{0,60}$/i,
  /^(?:nginx|apache|openresty|cloudflare|envoy|caddy|varnish|tengine|awselb|microsoft-azure\S*)(?:\/[\d.]+)?(?: \([\w ]{1,20}\))?$/i,
  /^(?:then )?(?:try|retry|wait|retrying)\b.*(?:again|later|second|minute|moment|\bin\b|\d+ ?m?s)/i,
  /^(?:you can|you may|you requested|you have|you must|your (?:request|account|plan|key|limit))\b/i,
  /^(?:to (?:increase|resolve|fix|continue|upgrade|learn|enable|use|view|manage)|for (?:more|further|details))\b/i,
  /^(?:visit|see|read|go to|upgrade|subscribe|purchase|add|manage|contact|learn more|check|consider (?:upgrading|reducing))\b.*(?:https?:|docs?\b|documentation|billing|plan|\bpro\b|credits?|quota|support|api|key|limit|status|administrator|settings|stack trace|logs?)/i,
  /^(?:if|once) (?:you|the|this) (?:problem|issue|error|believe|continue|are|think|model|see|need|want|created|wish)/i,
  /^(?:however|but),? (?:you requested|your messages|your prompt)/i,
  /^(?:limit|current(?: cost)?|max budget|used|requested|remaining|reset|retry[- ]after|last error|reset reason|model|type|param|code|status|quota|provider|details?|cause|reason|help|body|url|response|region)\b["']?\s*[:=]/i,
  /^(?:tried to allocate|gpu \d+ has|including non-pytorch|of the allocated memory|process \d+ has)\b/i,
  /^(?:limit|used|requested)\b.*\d/i,
  /^\W*(?:request|req|trace|ray|correlation|error|log|service|ref(?:erence)?)[\s_-]?(?:id|code)?\b\W{0,3}[:=#]/i,
  /^(?:received model group|available model group|litellm retried|handle with|retried|max retries|original (?:error|exception)|no fallback|attempt)\b/i,
  /^(?:we(?:'re| are)|our (?:team|engineers|servers?)) (?:sorry|aware|investigating|working|have been|are)/i,
  /^(?:the (?:service|server|model|api) (?:is|may be|might be|will be))\b.*(?:unavailable|overloaded|available|busy|back|capacity|maintenance)/i,
  /^(?:sorry|apologi[sz]e|we apologi[sz]e|thank you|thanks)\b.{0,60}$/i,
  /^\(?(?:https?:\/\/|www\.)\S+$/,
  /^at (?:async )?\S+ ?\(?.*(?::\d+){1,2}\)?$|^File ".*", line \d+/,
  /^(?:请|如有|如果|建议|您可以|详情|更多|稍后|抱歉|requestid|request id|错误码|错误代码)/i,
  /^[[\](){}'",;.\s-]*$/,
];

const TAIL_CHARS_MAX = 1500;

/** Whether a text could follow an error without saying anything of its own. */
export const isFailureTail = (text: string): boolean =>
  text.length <= TAIL_CHARS_MAX &&
  sentencesOf(text).every((sentence) => COMPANIONS.some((companion) => companion.test(sentence)));
