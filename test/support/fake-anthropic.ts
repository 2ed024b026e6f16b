import {
  type FakeBehaviour,
  type FakeModelServer,
  startFakeModelServer,
} from './fake-model-server.ts';

export const FAKE_CLAUDE = 'claude-fake-1-20260101';

/** An endpoint of the Anthropic messages API that does as it is told. */
export const startFakeAnthropic = (
  models: readonly string[] = [FAKE_CLAUDE],
): Promise<FakeModelServer> =>
  startFakeModelServer({
    models: {
      data: models.map((id) => ({ id, type: 'model', display_name: id })),
      has_more: false,
    },
    reply: (text) => claudeMessage([{ type: 'text', text }]),
  });

const claudeMessage = (content: readonly object[], stopReason = 'end_turn') => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: FAKE_CLAUDE,
  content,
  stop_reason: stopReason,
  stop_sequence: null,
  usage: {
    ...{ input_tokens: 5, output_tokens: 7 },
    ...{ cache_creation_input_tokens: 2, cache_read_input_tokens: 4 },
  },
});

/** A whole turn, for scripting unusual ones. */
export const claudeTurn = (content: readonly object[], stopReason?: string): FakeBehaviour => ({
  kind: 'raw',
  status: 200,
  body: claudeMessage(content, stopReason),
});

export const toolUse = (name: string, input: unknown, index = 0) => ({
  ...{ type: 'tool_use', id: `toolu_${index}`, name, input },
});

/** A refusal in the envelope of the API. */
export const claudeError = (
  status: number,
  type: string,
  message = 'no',
  headers: Readonly<Record<string, string>> = {},
): FakeBehaviour => ({
  ...{ kind: 'raw', status, headers },
  body: { type: 'error', error: { type, message } },
});
