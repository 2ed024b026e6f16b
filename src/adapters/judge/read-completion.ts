import { z } from 'zod';
import type { CompletionFacts } from '../../domain/judge/compat-transport.ts';
import type { JudgeReply } from './judge-client.ts';

const Tokens = z.int().min(0).nullable().catch(null);

/** Only the text matters to the verdict: odd numbers beside it do not spoil it. */
const Completion = z.object({
  model: z.string().nullable().catch(null),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullable().catch(null),
        message: z.object({ content: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: Tokens,
      completion_tokens: Tokens,
    })
    .nullable()
    .catch(null),
});

/** What a chat completion says; undefined for anything else. */
export function readCompletion(answer: unknown): Omit<JudgeReply, 'latencyMs'> | undefined {
  const { data } = Completion.safeParse(answer);
  if (data === undefined) return undefined;
  const { model, choices, usage } = data;
  return {
    text: choices[0]?.message.content ?? '',
    finishReason: choices[0]?.finish_reason ?? null,
    model,
    inputTokens: usage?.prompt_tokens ?? null,
    outputTokens: usage?.completion_tokens ?? null,
  };
}

/** What the body of a response says beside its text; undefined for anything but a completion. */
export function completionFacts(body: string): CompletionFacts | undefined {
  try {
    const { text: _, ...facts } = readCompletion(JSON.parse(body)) ?? {};
    return 'model' in facts ? facts : undefined;
  } catch {
    return undefined;
  }
}
