import type { ChatCompletion } from 'openai/resources/chat/completions';
import { DeploymentError } from '../../domain/errors.ts';
import type { ProbeCompletion } from './openai-endpoint.ts';
import type { ServedEndpoint } from './served-endpoint.ts';

/** Several: a model may have nothing to say to one of them. */
const QUESTIONS = ['What is 2 + 2?', 'Name a colour.', 'What does a bond pay its holder?'];
/** Enough for models that think first to begin. */
const ANSWER_TOKENS_MAX = 32;

/**
 * One real answer with words in it. Servers whose weights are not what their configuration says
 * pass every other check, and answer every question with nothing.
 */
export async function probeAnswer(
  endpoint: ServedEndpoint,
  model: string,
  signal: AbortSignal,
): Promise<ProbeCompletion> {
  for (const content of QUESTIONS) {
    const startedAt = performance.now();
    const answer = await endpoint.chat(
      {
        model,
        messages: [{ role: 'user', content }],
        max_tokens: ANSWER_TOKENS_MAX,
        temperature: 0,
      },
      signal,
    );
    const latencyMs = performance.now() - startedAt;
    if (textOf(answer) !== '') return { answeredModel: answer.model, latencyMs };
  }
  throw new DeploymentError(
    `"${model}" says that it is healthy and answers ${QUESTIONS.length} of ${QUESTIONS.length} questions with ` +
      'nothing: its weights are not stored as its configuration or a --quantization flag says, or its ' +
      'chat template is wrong; look for warnings about weights in its log, and serve another checkpoint',
    false,
    { model },
  );
}

function textOf({ choices }: ChatCompletion): string {
  const message = choices[0]?.message as
    | { content?: string | null; reasoning?: string | null; reasoning_content?: string | null }
    | undefined;
  return (message?.content || message?.reasoning || message?.reasoning_content || '').trim();
}
