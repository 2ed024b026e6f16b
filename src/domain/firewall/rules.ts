import { isAnalysisError, saysGaveUp, saysNoModel } from './agent-sentences.ts';
import { culpritOfChineseReport } from './chinese-report.ts';
import { hasCommittedAnswer, marksAnswer } from './commitment.ts';
import { isErrorPage } from './error-page.ts';
import { culpritOfForeignReport } from './foreign-report.ts';
import { culpritOfErrorBody, culpritOfProviderText, isProgramException } from './provider-text.ts';
import type { ReadReply } from './read-reply.ts';
import { isRefusal } from './refusal.ts';
import { culpritOfServiceReport } from './service-report.ts';
import { culpritOfStackTrace } from './stack-trace.ts';
import {
  AGENT_ERROR,
  type Culprit,
  EMPTY_REPLY,
  PROVIDER_ERROR,
  REFUSED,
  TRUNCATED,
} from './verdict.ts';

/** Recognises one kind of reply that is no answer, and says whose doing it was. */
export interface FirewallRule {
  readonly name: string;
  readonly culprit: (reply: ReadReply) => Culprit | undefined;
}

const when = (matches: boolean, culprit: Culprit) => (matches ? culprit : undefined);
const CUT_OFF = new Set(['length', 'max_tokens', 'max_output_tokens', 'model_length']);
const FILTERED = new Set(['content_filter', 'refusal', 'safety', 'prohibited_content']);

const ended = ({ whole, finishReason }: ReadReply, reasons: ReadonlySet<string>): boolean =>
  finishReason !== null && reasons.has(finishReason.toLowerCase()) && !hasCommittedAnswer(whole);

/** What the shape of the whole text shows. The first that applies decides. */
export const SHAPE_RULES: readonly FirewallRule[] = [
  {
    // A web page whose own title is a status; a report written as HTML has a title of its own.
    name: 'error-page',
    culprit: ({ said }) => when(isErrorPage(said), PROVIDER_ERROR),
  },
  {
    // One object with nothing but error keys; an answer in JSON has a key of its own.
    name: 'error-body',
    culprit: ({ said }) => culpritOfErrorBody(said),
  },
  {
    // Frames from first to last line; a reply that quotes a trace has prose around it.
    name: 'stack-trace',
    culprit: ({ said }) => culpritOfStackTrace(said),
  },
  {
    // Fixed sentences about the agent's own set-up, which no finance question asks for. Without a
    // key or client the agent never had a model: as with a rejected key, nothing was measured.
    name: 'no-model',
    culprit: ({ said }) => when(saysNoModel(said), PROVIDER_ERROR),
  },
  {
    // Fixed sentences of agent loops about themselves, and nothing else.
    name: 'gave-up',
    culprit: ({ said }) => when(saysGaveUp(said), AGENT_ERROR),
  },
  {
    // Begins like a provider's message and ends with its hints, prose in between makes an answer;
    // or has no word, number or sum that is not part of a failed call.
    name: 'provider-text',
    culprit: ({ said }) => culpritOfProviderText(said),
  },
  {
    // The wrapper is a constant of the original agent; an answer would have to open with it.
    name: 'analysis-error',
    culprit: ({ said }) => when(isAnalysisError(said), AGENT_ERROR),
  },
  {
    // One line: a class that languages or libraries raise, its message, no quantity, no finance.
    name: 'exception',
    culprit: ({ said }) => when(isProgramException(said), AGENT_ERROR),
  },
  {
    // Declines the request in every sentence and states no number.
    name: 'refusal',
    culprit: ({ said }) => when(isRefusal(said), REFUSED),
  },
  {
    // Several things that products say when they could not serve, nothing else, and not one word
    // about money, a quantity or the material that was asked about.
    name: 'service-report',
    culprit: ({ said }) =>
      culpritOfServiceReport(said) ?? culpritOfChineseReport(said) ?? culpritOfForeignReport(said),
  },
];

/** What the end of the reply shows, once no shape has shown more. */
export const ENDING_RULES: readonly FirewallRule[] = [
  {
    // The endpoint says so itself, and nothing that could be graded came before.
    name: 'filtered',
    culprit: (reply) => when(ended(reply, FILTERED), REFUSED),
  },
  {
    // OpenRouter and others end a broken stream so, with the text that had arrived.
    name: 'broken-stream',
    culprit: (reply) => when(ended(reply, new Set(['error'])), PROVIDER_ERROR),
  },
  {
    // Cut at the token limit before an answer was stated; a stated answer is graded as it stands.
    name: 'cut-off',
    culprit: (reply) => when(ended(reply, CUT_OFF), TRUNCATED),
  },
  {
    // No letter, digit or symbol is left for a reader, and none was stated while reasoning.
    name: 'empty',
    culprit: ({ said, whole }) =>
      when(/^[\s\p{P}~`]*$/u.test(said) && !marksAnswer(whole), EMPTY_REPLY),
  },
];
