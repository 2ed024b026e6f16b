import { saysContentFilter, saysContextLength } from '../provider-wording.ts';
import { sentencesOf } from './sentences.ts';
import { isStranger, weighServiceReport } from './service-evidence.ts';
import { readSpokenWords } from './spoken-words.ts';
import { AGENT_ERROR, type Culprit, PROVIDER_ERROR, REFUSED } from './verdict.ts';

/**
 * Evidence needed, in half words of machines. Answers tell of others ("The billing system failed"),
 * so a text that speaks of itself, to its user, or of now needs less.
 */
const EVIDENCE_MIN = { ofHereAndNow: 5, ofOthers: 9 };

const HERE_AND_NOW =
  /\b(?:i(?!\/)|i'm|i've|we|we're|we've|our|my|you|you're|you've|your|this (?:\w+ )?(?:model|service|server|request|assistant|reply|response|answer|message|endpoint|api|conversation|chat|account|key|prompt|deployment|project|provider|organi[sz]ation|site|page|content|function|serverless|worker|session|question|task|user|key|call)|the (?:agent|assistant|workflow)|please|kindly|right now|currently|temporarily|at the moment|sorry|oops|again|reconnecting|retrying|hang on|hold on|llms?|give (?:it|us|me) (?:a|an|another|some))\b|(?:^|[.!?:;,] |[-–—|] )(?:then )?(?:try|retry|refresh|reload|log in|sign in|check|contact|wait|start|switch|set|configure|resend|restart|top up|recharge|come back|migrate|ask|tell|move)\b/;

/** What the model wrote could not be read, or the agent's own code failed. */
const OF_AGENT = /\bparse (?:the )?(?:model|llm)|\bexecuting the agent\b/;

/**
 * Who is to blame if a text, as a whole, is what a product tells its user when it could not serve
 * him, in any wording; undefined for any other text. Behind an announcement ("Error: …") it speaks
 * of here and now in any case.
 */
export function culpritOfServiceReport(text: string, announced = false): Culprit | undefined {
  const evidence = weighServiceReport(text);
  if (evidence === undefined) return undefined;
  const { spoken, signals, total } = evidence;
  const isHereAndNow = announced || HERE_AND_NOW.test(spoken);
  const needed = isHereAndNow ? EVIDENCE_MIN.ofHereAndNow : EVIDENCE_MIN.ofOthers;
  if (total < needed || !sentencesOf(text).every(isMostlyKnown)) return undefined;
  if (saysContextLength(text) || OF_AGENT.test(spoken)) return AGENT_ERROR;
  if (saysContentFilter(text)) return REFUSED;
  const isServices = signals.some(({ blamesService }) => blamesService) || OF_NETWORK.test(spoken);
  return OWN_FAILURE.test(spoken) && !isServices ? AGENT_ERROR : PROVIDER_ERROR;
}

/** The agent as the one that failed; "we" are those who run its model. */
const OWN_FAILURE =
  /\b(?:complete|finish|perform) the (?:task|analysis|request)\b|\b(?:i(?!\/)|i'm|i've|my|me|agents?|assistant|bot|crew|workflow|tool)\b|\b(?:something|it) (?:went|broke|has gone|seems to have gone)\b|\ban? (?:\w+ )?(?:error|problem|issue|exception) (?:has |was )?(?:occurred|happened|thrown|raised)\b/;

const OF_NETWORK = /\b(?:connection|socket|remote|upstream|network|timed out)\b/;

/** An error followed by an answer is an answer: no sentence may be about something else. */
function isMostlyKnown(sentence: string): boolean {
  const words = readSpokenWords(sentence)?.words ?? [];
  return words.filter(isStranger).length <= Math.max(1, Math.floor(words.length / 3));
}
