import { saysContentFilter, saysContextLength } from '../provider-wording.ts';
import { readAnnouncement } from './announcement.ts';
import { isChineseFailure } from './chinese-failure.ts';
import { marksAnswer } from './commitment.ts';
import { type ErrorBody, readErrorBody } from './error-body.ts';
import { isFailureSentence } from './failure-sentence.ts';
import { isProviderMessage } from './provider-messages.ts';
import { isFailureTail, sentencesOf } from './sentences.ts';
import { AGENT_ERROR, type Culprit, PROVIDER_ERROR, REFUSED } from './verdict.ts';

/** Announcements nest: wrapper, library, class, status, body, and bodies quoted in bodies. */
const DEPTH_MAX = 8;
/** Longer texts without a body are essays. */
const TEXT_CHARS_MAX = 4_000;

/** A sentence that explains an exception rather than being one. */
const EXPLAINS =
  /^(?:is|was|means|raised|thrown|occurs|indicates|signals|the (?:error|exception)|this (?:error|exception))\b/i;
/** Reason phrases alone may be anyone's words, but not as an error object's message. */
const HTTP_PHRASE =
  /^(?:unauthori[sz]ed|forbidden|payment required|too many requests|bad gateway|service unavailable|gateway time-?out|internal server error|unauthenticated|bad request|request timeout|rate limited)[.!]?$/i;
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
  const body = readErrorBody(text);
  if (body === undefined || !isErrorBody(body, false, DEPTH_MAX)) return undefined;
  return blame(body.messages.join('\n'));
}

function blame(said: string): Culprit {
  if (saysContextLength(said)) return AGENT_ERROR;
  return saysContentFilter(said) ? REFUSED : PROVIDER_ERROR;
}

function isProviderText(text: string, announced: boolean, depth: number): boolean {
  const said = text.trim();
  if (depth === 0) return false;
  const body = readErrorBody(said);
  if (body !== undefined) return isErrorBody(body, announced, depth);
  if (said.length > TEXT_CHARS_MAX && !said.includes('{')) return false;
  // Echoes of the prompt ("Answer: <value>") are inside bodies, which were read above or are below.
  if (marksAnswer(said.replace(/[{[][\s\S]*$/, ''))) return false;
  if (isProviderMessage(said, announced) || isFailureReport(said, announced)) return true;
  const announcement = readAnnouncement(said);
  if (announcement === undefined) return false;
  const { kind, rest } = announcement;
  if (kind === 'wrapper') return isProviderText(rest, announced, depth - 1);
  if (kind === 'library-exception' && isMessageOfException(rest)) return true;
  if (kind === 'client-exception' && /^\)?$/.test(rest)) return true;
  return isProviderText(rest, kind !== 'exception' || announced, depth - 1);
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

/** Libraries raise thousands of messages; with the library's name before it any short one will do. */
const isMessageOfException = (rest: string): boolean =>
  rest.length <= EXCEPTION_MESSAGE_CHARS_MAX && !rest.includes('\n') && !EXPLAINS.test(rest);

function isErrorBody(body: ErrorBody, announced: boolean, depth: number): boolean {
  if (!isFailureTail(body.tail)) return false;
  if (body.certain || announced) return true;
  if (body.messages.some((message) => HTTP_PHRASE.test(message))) return true;
  return body.messages.some((message) => isProviderText(message, body.isMarkedFailed, depth - 1));
}
