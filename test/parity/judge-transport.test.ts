import { expect, test } from 'vitest';
import { expectSameRequests } from '../support/expect-judged.ts';
import { judgeCasesOf } from '../support/judge-vectors.ts';
import { ScriptedJudge } from '../support/scripted-judge.ts';

interface Input {
  readonly prompt: string;
  readonly system_prompt?: string;
  readonly model?: string;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly model_context_limit?: number;
}

const cases = judgeCasesOf<Input, { readonly text: string }>('call_llm');

test('all recorded calls are played', () => {
  expect(cases).toHaveLength(6);
});

test.each(cases)('$id ($about): one call is sent and answered as in the original', (recorded) => {
  const { input, expected, error } = recorded;
  const endpoint = new ScriptedJudge(recorded.script, input.model);
  const answer = endpoint.ask(
    {
      prompt: 'test@1',
      system: input.system_prompt ?? null,
      user: input.prompt,
      maxTokens: input.max_tokens ?? 512,
      temperature: input.temperature ?? 0,
      trims: [],
    },
    input.model_context_limit,
  );
  expectSameRequests(recorded, endpoint);
  if (error === undefined) expect(answer).toEqual({ kind: 'text', text: expected.text });
  else expect(answer).toMatchObject({ kind: 'failed', reason: 'rejected' });
});
