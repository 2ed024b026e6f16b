import { saysContentFilter, saysContextLength } from '../provider-wording.ts';
import { readAnnouncement } from './announcement.ts';
import { isChineseFailure } from './chinese-failure.ts';
import { culpritOfChineseReport } from './chinese-report.ts';
import { marksAnswer } from './commitment.ts';
import { type ErrorBody, readErrorBody } from './error-body.ts';
import { readErrorFields } from './error-fields.ts';
import { isFailureSentence } from './failure-sentence.ts';
import { isAboutFinance } from './finance-words.ts';
import { isProviderMessage } from './provider-messages.ts';
import { isFailureTail, sentencesOf } from './sentences.ts';
import { culpritOfServiceReport } from './service-report.ts';
import { statesSum, wordsOf } from './spoken-words.ts';
import { AGENT_ERROR, type Culprit, PROVIDER_ERROR, REFUSED } from './verdict.ts';

/** Announcements nest: wrapper, library, class, status, body, and bodies quoted in bodies. */
const DEPTH_MAX = 8;
/** Longer texts without a body are essays. */
const TEXT_CHARS_MAX = 4_000;

/** What interpreters say about a program, whichever class they put before it. */
const PROGRAM_FAULT =
  /^(?:cannot find module|no module named|cannot read propert(?:y|ies)|(?:list|string|tuple) index out of range|division by zero\b|maximum call stack|[\w.'"]+ is not (?:defined|a function|iterable|callable|subscriptable)|'?\w+'? object (?:has no attribute|is not)|unexpected token|expecting value: line)/i;
/** A sentence that explains an exception rather than being one. */
const EXPLAINS =
  /^(?:is|was|means|raised|thrown|occurs|in our\b|in the|indicates|signals|the (?:error|exception)|this (?:error|exception))\b/i;
/** Reason phrases alone may be anyone's words, but not as an error object's message. */
const HTTP_PHRASE =
  /^(?:unauthori[sz]ed|forbidden|payment required|too many requests|bad gateway|service unavailable|gateway time-?out|internal server error|unauthenticated|bad request|request timeout|rate limited|not (?:authenticated|authori[sz]ed)|user(?:: \S+)? is not authori[sz]ed to (?:access|perform|invoke)\b.{0,120}|(?:invalid|expired|missing) (?:api[- ]?key|token|credentials)|endpoint request timed out|rate_?limited|model (?:service )?(?:busy|overloaded)\b.{0,40})[.!]?$/i;
const EXCEPTION_MESSAGE_CHARS_MAX = 600;

/**
 * Who is to blame if a text, as a whole, is what a model API, a gateway or their client library
 * says when a call fails; undefined for any other text. A prompt too long for the model and
 * refused content are the agent's, as they are when an agent reports them itself.
 */
export function culpritOfProviderText(text: string): Culprit | undefined {
  return isProviderText(text, false, DEPTH_MAX) ? blame(text) : undefined;
}

/** The same for a text that is, or was cut from, one error object and nothing else. */
export function culpritOfErrorBody(text: string): Culprit | undefined {
  const body = readErrorBody(text) ?? readErrorFields(text);
  if (body === undefined || !isErrorBody(body, false, DEPTH_MAX)) return undefined;
  return blame(body.messages.join('\n'));
}

/** An agent's own loop, or its own reading of what the model wrote. */
const OF_AGENT =
  /recursion limit|\bagent (?:did not|didn't|could not|failed|returned)\b|parse (?:the )?(?:model|llm)(?:'s)? output|executing the agent|\btool '?\w+'? (?:crashed|failed|raised)|max(?:imum)?[ _](?:number of )?(?:iterations|steps|turns|tool[ _]calls)|Graph ?Recursion|Output ?Pars|^(?:很?抱歉[，,]?)?(?:任务|分析|智能体|执行|在?处理(?:您|你)的(?:问题|请求|消息)时)/i;

function blame(said: string): Culprit {
  if (OF_AGENT.test(said.trim()) || culpritOfServiceReport(said) === AGENT_ERROR)
    return AGENT_ERROR;
  if (saysContextLength(said)) return AGENT_ERROR;
  return saysContentFilter(said) ? REFUSED : PROVIDER_ERROR;
}

function isProviderText(text: string, announced: boolean, depth: number): boolean {
  const said = text.trim();
  if (depth === 0) return false;
  const body = readErrorBody(said) ?? readErrorFields(said);
  if (body !== undefined) return isErrorBody(body, announced, depth);
  if (said.length > TEXT_CHARS_MAX && !said.includes('{')) return false;
  // Echoes of the prompt ("Answer: <value>") are inside bodies, which were read above or are below.
  if (marksAnswer(said.replace(/[{[][\s\S]*$/, ''))) return false;
  if (isProviderMessage(said, announced) || isFailureReport(said, announced)) return true;
  const announcement = readAnnouncement(said);
  if (announcement === undefined) return false;
  const { kind, rest } = announcement;
  if (kind === 'wrapper') return isProviderText(rest, announced, depth - 1) || isNestedReport(rest);
  if (kind === 'library-exception' && isMessageOfException(rest)) return true;
  if (kind === 'client-exception' && isMessageOfClient(rest)) return true;
  const isException = kind === 'exception' || kind === 'qualified-exception';
  if (isProviderText(rest, !isException || announced, depth - 1)) return true;
  return isNestedReport(rest, kind !== 'qualified-exception');
}

/** What a product says to its user, behind an announcement or in an error body. */
const isNestedReport = (text: string, announced = true): boolean =>
  (culpritOfServiceReport(text, announced) ?? culpritOfChineseReport(text)) !== undefined;

/**
 * Whether a text is nothing but an exception of the agent's own program, on one line. Words that
 * explain the exception follow in an answer about it, and so does a quantity.
 */
export function isProgramException(text: string): boolean {
  const announcement = readAnnouncement(text);
  if (announcement === undefined || marksAnswer(text)) return false;
  const { kind, rest } = announcement;
  if (PROGRAM_FAULT.test(rest) && isMessageOfException(rest)) return true;
  return kind === 'qualified-exception' && isMessageOfException(rest) && !statesSum(rest);
}

/** Sentence by sentence, nothing but failures and the hints that follow them. */
function isFailureReport(text: string, announced: boolean): boolean {
  if (isFailureSentence(text, announced)) return true;
  const [first = '', ...others] = sentencesOf(text);
  return (
    (isFailureSentence(first, announced) || isChineseFailure(first)) &&
    others.every(
      (sentence) =>
        isFailureTail(sentence) || isFailureSentence(sentence, true) || isChineseFailure(sentence),
    )
  );
}

/** The names of their exceptions are in other hands as well: one sentence, and not about money. */
const isMessageOfClient = (rest: string): boolean =>
  isMessageOfException(rest) &&
  !statesSum(rest) &&
  sentencesOf(rest).length <= 1 &&
  !isAboutFinance(rest.toLowerCase(), wordsOf(rest));

/** Libraries raise thousands of messages; with the library's name before it any short one will do. */
const isMessageOfException = (rest: string): boolean =>
  rest.length <= EXCEPTION_MESSAGE_CHARS_MAX && !rest.includes('\n') && !EXPLAINS.test(rest);

function isErrorBody(body: ErrorBody, announced: boolean, depth: number): boolean {
  if (!isFailureTail(body.tail)) return false;
  if (body.certain || announced) return true;
  if (body.messages.some((message) => HTTP_PHRASE.test(message))) return true;
  return body.messages.some(
    (message) => isProviderText(message, body.isMarkedFailed, depth - 1) || isNestedReport(message),
  );
}
