import { saysContentFilter, saysContextLength } from '../provider-wording.ts';
import { marksAnswer } from './commitment.ts';
import { countsThings } from './counted-things.ts';
import { EVERYDAY_WORDS } from './everyday-words.ts';
import { isTradeWord } from './failure-sentence.ts';
import { FAILURE_WORDS } from './failure-vocabulary.ts';
import { isAboutFinance } from './finance-words.ts';
import { isMachineWord, machineWeight } from './machine-words.ts';
import { sentencesOf } from './sentences.ts';
import { SERVICE_SIGNALS } from './service-signals.ts';
import { SERVICE_WORDS } from './service-words.ts';
import { readSpokenWords, type SpokenWords } from './spoken-words.ts';
import { AGENT_ERROR, type Culprit, PROVIDER_ERROR, REFUSED } from './verdict.ts';

const TEXT_CHARS_MAX = 700;
const WORDS_MIN = 2;
/**
 * Evidence needed, in half words of machines. Answers tell of others ("The billing system failed"),
 * so a text that speaks of itself, to its user, or of now needs less.
 */
const EVIDENCE_MIN = { ofHereAndNow: 5, ofOthers: 9 };
const MACHINE_WORD = 2;
/** A word of neither trade counts against. */
const STRANGER = -3;

/** Failures in the words of products; programs' own are in the failure vocabulary. */
const FAILED =
  /\b(?:trouble|errors|problems?|issues?|difficult\w+|wrong|glitch|hiccup|snag|outage|offline|down|quit|reached|hit|used up|high (?:demand|traffic|load)|heavy|maintenance|interrupted|expired|overwhelmed|swamped|capacity|too (?:long|many|large|much)|out of|without|nothing|stuck|unable|broke|broken|blocked|paused|warming|waking|loading|ended|withheld|could not|hard time|tough time|required|must (?:be|first|have)|restarting|flagged|invalid|gone|lost|thrown|revoked|retired|cut off|slow down|faster than|rejected|declined|deactivated|malformed|prevented|failures?|longer than|used all|consumed|in arrears|be back|rolling out|incident|limiting|turned off|over (?:the )?(?:max|budget|limit|quota)|stopped|is off|none|has been removed|sunset|lots of (?:people|users|requests))\b|\brate-limited\b/;

/** Products explain themselves too ("due to", "so you can …"); only answers do this. */
const CONCLUDES =
  /^(?:yes|no|true|false|none|neither|both|option|choice|hold|close|unknown|n\/a)\b[,.:;]?(?! (?:valid|api|response|reply|model|endpoints?|service|connection|working|workers?|available|healthy|output|user|route|provider|auth|one|llm|backends?|deployments?|final|such|active|free|capacity)|$)|\b(?:therefore|thus|hence|means|meaning|stands for|refers to|denotes|consequently|implies|on average|decreased|rose|fell|(?:not|never|without) (?:exceeded|an? error|errors?|failures?|timeouts?|expired|rejected|refused|failed|denied))\b|\b(?:when|whenever|if) (?!you\b|this\b|it\b|the (?:problem|issue|error)\b)(?:an? |the )?(?:[\w-]+ ){1,4}?(?:is|are|exceeds?|reaches|fails?|returns|declines?|lapsed)\b|^(?:cap|use|reduce|limit|stop|avoid|apply|implement|log|monitor|consider)\b/;

const HERE_AND_NOW =
  /\b(?:i(?!\/)|i'm|i've|we|we're|we've|our|my|you|you're|you've|your|this (?:\w+ )?(?:model|service|server|request|assistant|reply|response|answer|message|endpoint|api|conversation|chat|account|key|prompt|deployment|project|provider|organi[sz]ation|site|page|content|function|serverless|worker|session|question|task|user|key|call)|the (?:agent|assistant|workflow)|please|kindly|right now|currently|temporarily|at the moment|sorry|oops|again|reconnecting|retrying|hang on|hold on|llms?|give (?:it|us|me) (?:a|an|another|some))\b|(?:^|[.!?:;,] |[-–—|] )(?:then )?(?:try|retry|refresh|reload|log in|sign in|check|contact|wait|start|switch|set|configure|resend|restart|top up|recharge|come back|migrate|ask|tell|move)\b/;

/**
 * Who is to blame if a text, as a whole, is what a product tells its user when it could not serve
 * him, in any wording; undefined for any other text. It has several of the things such texts say,
 * hardly a word that none of them uses, no quantity, and not one word about money or the material.
 * Behind an announcement ("Error: …") it speaks of here and now in any case.
 */
export function culpritOfServiceReport(text: string, announced = false): Culprit | undefined {
  if (text.length > TEXT_CHARS_MAX || marksAnswer(text) || countsThings(text)) return undefined;
  const said = readSpokenWords(text);
  if (said === undefined || !couldBeReport(said)) return undefined;
  const signals = SERVICE_SIGNALS.filter(({ pattern }) => pattern.test(said.spoken));
  const strangers = said.words.filter(isStranger).length;
  const evidence =
    signals.reduce((sum, { weight }) => sum + weight, 0) +
    MACHINE_WORD * (machineWeight(said.words) + said.addresses + codeTokensIn(text)) +
    STRANGER * strangers;
  const isHereAndNow = announced || HERE_AND_NOW.test(said.spoken);
  const needed = isHereAndNow ? EVIDENCE_MIN.ofHereAndNow : EVIDENCE_MIN.ofOthers;
  if (evidence < needed || !sentencesOf(text).every(isMostlyKnown)) return undefined;
  if (
    saysContextLength(text) ||
    /\bparse (?:the )?(?:model|llm)|\bexecuting the agent\b/.test(said.spoken)
  )
    return AGENT_ERROR;
  if (saysContentFilter(text)) return REFUSED;
  const isServices = signals.some((signal) => signal.blamesService) || OF_NETWORK.test(said.spoken);
  const isOwn = OWN_FAILURE.test(said.spoken) && !isServices;
  return isOwn ? AGENT_ERROR : PROVIDER_ERROR;
}

/** The agent as the one that failed; "we" are those who run its model. */
const OWN_FAILURE =
  /\b(?:complete|finish|perform) the (?:task|analysis|request)\b|\b(?:i(?!\/)|i'm|i've|my|me|agents?|assistant|bot|crew|workflow|tool)\b|\b(?:something|it) (?:went|broke|has gone|seems to have gone)\b|\ban? (?:\w+ )?(?:error|problem|issue|exception) (?:has |was )?(?:occurred|happened|thrown|raised)\b/;

const OF_NETWORK = /\b(?:connection|socket|remote|upstream|network|timed out)\b/;

const couldBeReport = ({ spoken, words }: SpokenWords): boolean =>
  words.length >= WORDS_MIN &&
  !CONCLUDES.test(spoken) &&
  !isAboutFinance(spoken, words) &&
  (FAILED.test(spoken) || words.some((word) => FAILURE_WORDS.has(word)));

/** `call_llm()`, `<class 'x'>`, `ReadTimeout`, `0x7f`: nobody talks so about a company. */
const CODE_TOKEN = /\b\w+\(\)|<class '|\b\w+(?:Error|Exception|Timeout)\b|\b0x[0-9a-f]+\b|\w::\w/g;
const CODE_TOKENS_MAX = 2;
const codeTokensIn = (text: string): number =>
  Math.min(CODE_TOKENS_MAX, text.match(CODE_TOKEN)?.length ?? 0);

const isStranger = (word: string): boolean =>
  ![EVERYDAY_WORDS, SERVICE_WORDS].some((known) => known.has(word)) &&
  !isTradeWord(word) &&
  !isMachineWord(word);

/** An error followed by an answer is an answer: no sentence may be about something else. */
function isMostlyKnown(sentence: string): boolean {
  const words = readSpokenWords(sentence)?.words ?? [];
  return words.filter(isStranger).length <= Math.max(1, Math.floor(words.length / 3));
}
