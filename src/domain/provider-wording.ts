/** How model APIs, gateways and inference servers say that a prompt did not fit. */
const CONTEXT_LENGTH: readonly RegExp[] = [
  /context[ _-]?(?:length|window|size|limit)|maximum context|ContextWindowExceeded/i,
  /(?:prompt|input|conversation|chat|message)(?: length)? is too (?:long|large)|(?:longer|larger) than the (?:model|maximum (?:model|number of tokens))/i,
  /exceeds? (?:the (?:model|maximum|available context)|maximum sequence|max_(?:model|seq)_len|max_(?:input_)?tokens)/i,
  // Not a rate limit: "Too many tokens, please wait before trying again".
  /too many tokens(?!, please wait)|range of input length should be/i,
  /上下文(?:长度|窗口)|(?:输入|提示词|文本|消息)(?:内容)?(?:的)?(?:长度|总长度)?(?:过长|太长|超)/,
];

/** How they say that they refuse the content. */
const CONTENT_FILTER: readonly RegExp[] = [
  /content[-_ ]?(?:filter|policy|management|moderation|exists risk)|ContentPolicyViolation|moderation/i,
  /safety (?:system|settings|filter|polic|reasons|check)|usage polic|was (?:filtered|flagged)|guardrail(?! restriction)/i,
  /inappropriate content|DataInspectionFailed|prohibited_content|RECITATION/i,
  /敏感|违规|内容安全|审核(?:未|不)通过|安全审核|不当内容|不合规/,
];

/** Whether a provider's error says that the prompt is longer than the model's context. */
export const saysContextLength = (errorText: string): boolean =>
  CONTEXT_LENGTH.some((pattern) => pattern.test(errorText));

/** Whether a provider's error says that its policy refuses the content. */
export const saysContentFilter = (errorText: string): boolean =>
  CONTENT_FILTER.some((pattern) => pattern.test(errorText));
