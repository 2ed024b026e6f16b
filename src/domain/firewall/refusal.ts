import { marksAnswer } from './commitment.ts';
import { sentencesOf } from './sentences.ts';

const REFUSAL_CHARS_MAX = 600;
const SORRY =
  "(?:(?:i'?m|i am|we'?re) (?:very |really )?sorry,? ?(?:but )?|sorry,? (?:but )?|(?:my )?apologies,? (?:but )?|i apologi[sz]e,? (?:but )?|unfortunately,? )?";
const CANNOT =
  "(?:(?:i|we) (?:can(?:no|')?t|can not|won't|will not|must decline to)|(?:i am|i'm|we are|we're) (?:not able to|unable to|not permitted to|not allowed to))";

/**
 * Refusals of the request as such. "I cannot determine the margin" is a finding, and "I cannot give
 * advice, but the ratio is 1.4" goes on to answer.
 */
const REFUSALS: readonly RegExp[] = [
  `^${SORRY}${CANNOT} (?:to )?(?:help|assist)(?: you)?(?: with (?:that|this|your|the|any)\\b.{0,60})?[.!]?$`,
  `^${SORRY}${CANNOT} (?:to )?(?:comply with|fulfil{1,2}|engage (?:in|with)|participate in|discuss|respond to|process|continue with) (?:that|this|your|the|such)\\b.{0,80}$`,
  `^${SORRY}${CANNOT} (?:to )?(?:provide|give|offer|make) (?:any |you |you with )?(?:(?:specific|personali[sz]ed|individual|financial|investment|trading|tax|legal|professional)[ ,]*(?:or |and )?)+(?:advice|recommendations?|guidance)\\b[^,;:]{0,80}$`,
  `^(?:i|we) (?:must |have to |need to |respectfully )?decline (?:to (?:answer|help|assist|respond)|this request|your request)\\b.{0,60}$`,
  `^(?:this|that|your) (?:request|question) (?:violates|goes against|is against) (?:my|our|the) (?:\\w+ )?(?:guidelines|polic(?:y|ies)|principles)\\b.{0,60}$`,
  `^${SORRY}(?:that(?:'s| is)|this is) (?:not something|something) (?:that )?(?:i|we) (?:can(?:'t|not)?|am able to|will) (?:help|assist|discuss|do|answer)\\b.{0,40}$`,
  `^${SORRY}(?:i|we)(?: must|'ll have to| have to| need to| will| would rather)? (?:respectfully )?(?:decline|pass on|skip) (?:this|that|to)\\b[^:;\\d]{0,80}$`,
  `^as an? (?:ai|artificial intelligence)(?: language)?(?: model| assistant)?,? ${CANNOT} (?:to )?(?:help|assist|comply|provide (?:financial|investment|personali[sz]ed)|answer (?:that|this)|give (?:financial|investment))\\b[^,;:]{0,80}$`,
  '^(?:您好[，,。！!]?)?(?:(?:非常|很|十分)?(?:抱歉|对不起|遗憾)[，,。]?)?(?:[^，,。]{0,20}(?:敏感|违规|政策|规定|法规|安全)[^，,。]{0,12}[，,])?(?:(?:作为|根据|按照|由于|鉴于|出于)[^，,。]{0,20}[，,])?(?:(?:这个?|该|此|您的)(?:问题|话题|内容|请求))?(?:我|本助手|我们)?(?:无法|不能|不便|不方便)(?:为您|向您|对此)?(?:回答|提供|协助|帮助|满足|协助完成|完成|处理|给出|给到|讨论|谈论)(?:您的?|你的?|这个?|这类|该|此类|任何|具体的?|个性化的?)*(?:问题|请求|要求|投资建议|理财建议|金融建议|财务建议|建议|帮助|服务|相关|内容|信息|话题)*(?:[，,](?:请|换|我们|让我们|可以|建议)[^，,。]{0,24})*[。！.!]?$',
].map((source) => new RegExp(source, 'i'));

const POLITE: readonly RegExp[] = [
  /^(?:please|if you|let me know|feel free|is there|i(?:'d| would) be (?:happy|glad)|i can(?: instead)? (?:help|offer|discuss)|you (?:may|might|should) (?:want to )?(?:consult|speak|contact|seek|talk)|consider (?:consulting|speaking)|i'?m (?:sorry|here)|i am (?:sorry|here|an ai)|sorry|thank)\b/i,
  /^(?:请|如果您|如有|建议您|您可以|很乐意|感谢|谢谢|抱歉|对不起)/,
  /^(?:it|this|that|your request|doing so) (?:would )?(?:violates?|goes against|is against|conflicts? with)\b.{0,80}$/i,
];

/** Not to be able to for want of something is no refusal. */
const OF_MACHINES =
  /\b(?:tokens?|quota|limits?|apis?|servers?|network|credits?|overload\w*|time-?outs?|capacity|errors?|traffic)\b/i;

/** Whether a reply declines the task, and does nothing else. */
export function isRefusal(text: string): boolean {
  if (text.length > REFUSAL_CHARS_MAX || marksAnswer(text)) return false;
  if (/\d/.test(text) || OF_MACHINES.test(text)) return false;
  const plain = text.replaceAll('’', "'");
  const sentences = sentencesOf(plain).filter(
    (sentence) => !/^(?:i'?m sorry|sorry|apologies)[.!]?$/i.test(sentence),
  );
  const [first = '', ...others] = sentences;
  return (
    REFUSALS.some((pattern) => pattern.test(first)) &&
    others.every((sentence) => [...REFUSALS, ...POLITE].some((pattern) => pattern.test(sentence)))
  );
}
