import { marksAnswer } from './commitment.ts';
import { countsThings } from './counted-things.ts';
import { EVERYDAY_WORDS } from './everyday-words.ts';
import { isTradeWord } from './failure-sentence.ts';
import { FAILURE_WORDS } from './failure-vocabulary.ts';
import { isAboutFinance } from './finance-words.ts';
import { isMachineWord, machineWeight } from './machine-words.ts';
import { SERVICE_SIGNALS, type Signal } from './service-signals.ts';
import { SERVICE_WORDS } from './service-words.ts';
import { readSpokenWords, type SpokenWords } from './spoken-words.ts';

const TEXT_CHARS_MAX = 700;
const WORDS_MIN = 2;
const MACHINE_WORD = 2;
/** A word of neither trade counts against. */
const STRANGER = -3;

/** Failures in the words of products; programs' own are in the failure vocabulary. */
const FAILED =
  /\b(?:trouble|errors|problems?|issues?|difficult\w+|wrong|glitch|hiccup|snag|outage|offline|down|quit|reached|hit|used up|high (?:demand|traffic|load)|heavy|maintenance|interrupted|expired|overwhelmed|swamped|capacity|too (?:long|many|large|much)|out of|without|nothing|stuck|unable|broke|broken|blocked|paused|warming|waking|loading|ended|withheld|could not|hard time|tough time|required|must (?:be|first|have)|restarting|flagged|invalid|gone|lost|thrown|revoked|retired|cut off|slow down|faster than|rejected|declined|deactivated|malformed|prevented|failures?|longer than|used all|consumed|in arrears|be back|rolling out|incident|limiting|turned off|over (?:the )?(?:max|budget|limit|quota)|stopped|is off|none|has been removed|sunset|lots of (?:people|users|requests))\b|\brate-limited\b/;

/** Products explain themselves too ("due to", "so you can …"); only answers do this. */
const CONCLUDES =
  /^(?:yes|no|true|false|none|neither|both|option|choice|hold|close|unknown|n\/a)\b[,.:;]?(?! (?:valid|api|response|reply|model|endpoints?|service|connection|working|workers?|available|healthy|output|user|route|provider|auth|one|llm|backends?|deployments?|final|such|active|free|capacity)|$)|\b(?:therefore|thus|hence|means|meaning|stands for|refers to|denotes|consequently|implies|on average|decreased|rose|fell|(?:not|never|without) (?:exceeded|an? error|errors?|failures?|timeouts?|expired|rejected|refused|failed|denied))\b|\b(?:when|whenever|if) (?!you\b|this\b|it\b|the (?:problem|issue|error)\b)(?:an? |the )?(?:[\w-]+ ){1,4}?(?:is|are|exceeds?|reaches|fails?|returns|declines?|lapsed)\b|^(?:cap|use|reduce|limit|stop|avoid|apply|implement|log|monitor|consider)\b/;

/** How much a text is like what a product tells its user when it could not serve him. */
export interface ServiceEvidence {
  readonly spoken: string;
  readonly signals: readonly Signal[];
  /** How much it speaks of machines. */
  readonly machines: number;
  /** The sum of all, in half words of machines, less what nobody says in such texts. */
  readonly total: number;
}

/**
 * Weighs a text by the things such texts say; undefined for one that cannot be one of them: long,
 * with a quantity, a conclusion or one word about money or the material, or without a failure.
 */
export function weighServiceReport(text: string): ServiceEvidence | undefined {
  if (text.length > TEXT_CHARS_MAX || marksAnswer(text) || countsThings(text)) return undefined;
  const said = readSpokenWords(text);
  if (said === undefined || !couldBeReport(said)) return undefined;
  const { spoken, words, addresses } = said;
  const signals = SERVICE_SIGNALS.filter(({ pattern }) => pattern.test(spoken));
  const machines = machineWeight(words) + addresses + codeTokensIn(text);
  const total =
    signals.reduce((sum, { weight }) => sum + weight, 0) +
    MACHINE_WORD * machines +
    STRANGER * words.filter(isStranger).length;
  return { spoken, signals, machines, total };
}

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

/** A word that no such text uses. */
export const isStranger = (word: string): boolean =>
  ![EVERYDAY_WORDS, SERVICE_WORDS].some((known) => known.has(word)) &&
  !isTradeWord(word) &&
  !isMachineWord(word);
