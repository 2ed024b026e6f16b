import {
  type FakeBehaviour,
  type FakeModelServer,
  startFakeModelServer,
} from './fake-model-server.ts';

export interface FakeOpenAi extends FakeModelServer {
  /** Ends in /v1. */
  readonly baseUrl: string;
}

export const FAKE_MODEL = 'fake-model';

/** An OpenAI-compatible endpoint that does as it is told. */
export async function startFakeOpenAi(): Promise<FakeOpenAi> {
  const server = await startFakeModelServer({
    models: { object: 'list', data: [{ id: FAKE_MODEL, object: 'model' }] },
    reply: (text) => completion({ content: text }),
  });
  return { ...server, baseUrl: `${server.origin}/v1` };
}

/** A whole completion, for scripting unusual ones. */
export const completion = (
  message: {
    readonly content: string | null;
    readonly refusal?: string;
    readonly tool_calls?: readonly object[];
  },
  finishReason = 'stop',
) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 0,
  model: FAKE_MODEL,
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
  usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
});

/** A turn that calls tools: pairs of a name and arguments, as an object or as the text sent. */
export const toolTurn = (...calls: readonly (readonly [string, object | string])[]) =>
  ({
    kind: 'raw',
    status: 200,
    body: completion(
      {
        content: null,
        tool_calls: calls.map(([name, args], index) => ({
          id: `call_${name}_${index}`,
          type: 'function',
          function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
        })),
      },
      'tool_calls',
    ),
  }) as const satisfies FakeBehaviour;
