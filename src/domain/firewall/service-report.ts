import { saysContentFilter, saysContextLength } from '../provider-wording.ts';
import { marksAnswer } from './commitment.ts';
import { countsThings } from './counted-things.ts';
import { isTradeWord } from './failure-sentence.ts';
import { FAILURE_WORDS, TRANSPORT_WORDS } from './failure-vocabulary.ts';
import { isAboutFinance } from './finance-words.ts';
import { sentencesOf } from './sentences.ts';
import { SERVICE_SIGNALS, SERVICE_WORDS } from './service-signals.ts';
import { readSpokenWords, type SpokenWords } from './spoken-words.ts';
import { AGENT_ERROR, type Culprit, PROVIDER_ERROR, REFUSED } from './verdict.ts';

const TEXT_CHARS_MAX = 700;
/** A failure and who had it, and one thing more: where, why, or what the user should do about it. */
const WEIGHT_MIN = 4;
const TRANSPORT_WORDS_MIN = 2;
const WORDS_PER_STRANGER = 6;

/** Failures in the words of products; programs' own are in the failure vocabulary. */
const FAILED =
  /\b(?:trouble|problems?|issues?|difficult\w+|wrong|glitch|hiccup|snag|outage|offline|down|quit|reached|used up|high (?:demand|traffic|load)|heavy|maintenance|interrupted|expired|overwhelmed|swamped|capacity|too (?:long|many|large|much)|out of|without|nothing|stuck|upgrade|unable|broke|broken|blocked|paused|warming|waking|loading|ended|withheld|could not|hard time|tough time|required|restarting|flagged|invalid|gone)\b/;

/**
 * Who is to blame if a text, as a whole, is what a product tells its user when it could not serve
 * him, in any wording; undefined for any other text. It has several of the things such texts say,
 * hardly a word that none of them uses, no quantity, and not one word about money or the material.
 */
export function culpritOfServiceReport(text: string): Culprit | undefined {
  if (text.length > TEXT_CHARS_MAX || marksAnswer(text) || countsThings(text)) return undefined;
  const said = readSpokenWords(text);
  if (said === undefined || isAboutFinance(said.spoken, said.words)) return undefined;
  const { spoken, words } = said;
  if (CONCLUDES.test(spoken) || words.length < 3) return undefined;
  if (!FAILED.test(spoken) && !words.some((word) => FAILURE_WORDS.has(word))) return undefined;
  if (!isHereAndNow(said)) return undefined;
  const signals = SERVICE_SIGNALS.filter(({ pattern }) => pattern.test(spoken));
  const weight = signals.reduce((sum, signal) => sum + signal.weight, 0);
  if (weight < WEIGHT_MIN - (isPure(words) ? 1 : 0) || !isAllService(text, weight))
    return undefined;
  if (saysContextLength(text)) return AGENT_ERROR;
  if (saysContentFilter(text)) return REFUSED;
  const isOwn = OWN_FAILURE.test(spoken) && !signals.some(({ blamesService }) => blamesService);
  return isOwn ? AGENT_ERROR : PROVIDER_ERROR;
}

/** The agent as the one that failed; "we" are those who run its model. */
const OWN_FAILURE =
  /\b(?:i|i'm|i've|my|me|agent|assistant|bot|crew|workflow)\b|\b(?:something|it) (?:went|broke|has gone|seems to have gone)\b|\ban? (?:\w+ )?(?:error|problem|issue|exception) (?:has )?(?:occurred|happened)\b/;

/** Products explain themselves too ("due to", "so you can …"); only answers do this. */
const CONCLUDES =
  /^(?:yes|no|true|false|none|neither|both|option|choice|hold|close|unknown|n\/a)\b[,.:;]?(?! (?:valid|api|response|reply|model|endpoints?|service|connection|working|available|healthy|output|user|route|provider|auth|one|llm)|$)|\b(?:therefore|thus|hence|means|meaning|stands for|refers to|denotes|consequently|implies|on average|decreased|rose|fell|(?:not|never|without) (?:exceeded|an? error|errors?|failures?|timeouts?|expired|rejected|refused|failed|denied))\b/;

/**
 * Answers tell of others. A product speaks of itself and of its user, tells him what to do, or says
 * that it is a model or a program.
 */
const HERE_AND_NOW =
  /\b(?:i|i'm|i've|we|we're|we've|our|my|you|you're|you've|your|this|please|kindly|right now|currently|temporarily|at the moment|sorry|oops|later|again|llms?|language model|ai|apis?|openai|anthropic|claude|gemini|copilot|chatgpt|gpt|ollama|inference|endpoint|chatbot|assistant|agent|conversation|chat|prompt|stream|reconnecting|retrying)\b|(?:^|[.!?:;,] )(?:then )?(?:try|retry|refresh|reload|log in|sign in|check|contact|wait|start|upgrade|switch|add|enable|set|configure|resend|restart|top up|recharge)\b/;

const isHereAndNow = ({ spoken, words }: SpokenWords): boolean =>
  HERE_AND_NOW.test(spoken) ||
  new Set(words.filter((word) => TRANSPORT_WORDS.has(word))).size >= TRANSPORT_WORDS_MIN;

const isStranger = (word: string): boolean => !isTradeWord(word) && !SERVICE_WORDS.has(word);
const isPure = (words: readonly string[]): boolean => !words.some(isStranger);

/** The more a text says of what such texts say, the more other words it may have. */
function isAllService(text: string, weight: number): boolean {
  const least = weight > WEIGHT_MIN ? 1 : 0;
  const forgiven = 1 / Math.max(3, WORDS_PER_STRANGER + WEIGHT_MIN - weight);
  return sentencesOf(text).every((sentence) => {
    const words = readSpokenWords(sentence)?.words ?? [];
    const strangers = words.filter(isStranger);
    return strangers.length <= Math.max(least, Math.floor(words.length * forgiven));
  });
}
