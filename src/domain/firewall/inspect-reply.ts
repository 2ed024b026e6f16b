import { evidenceFrom } from './evidence.ts';
import { readReply } from './read-reply.ts';
import { ENDING_RULES, SHAPE_RULES } from './rules.ts';
import type { Verdict } from './verdict.ts';

/** Error texts are short and error pages moderate; a longer reply is the agent's own work. */
const SHAPED_CHARS_MAX = 50_000;

export interface ReplyFacts {
  /** As the model's endpoint gave it; null when the agent does not say. */
  readonly finishReason: string | null;
}

/**
 * Tells answers from what arrived in place of one: a provider's error, a cut-off text, a refusal.
 * Looks at the shape of the whole reply, never at single words; when in doubt it is an answer, for
 * a wrong answer costs the agent, a discarded one costs the benchmark.
 */
export function inspectReply(replyText: string, { finishReason }: ReplyFacts): Verdict {
  const reply = readReply(replyText, finishReason);
  const shapes = replyText.length > SHAPED_CHARS_MAX ? [] : SHAPE_RULES;
  for (const { name, culprit } of [...shapes, ...ENDING_RULES]) {
    const found = culprit(reply);
    if (found !== undefined) {
      return { ...found, rule: name, evidence: evidenceFrom(reply.said || reply.whole) };
    }
  }
  return { kind: 'answer' };
}
