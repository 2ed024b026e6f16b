import {
  type FakeBehaviour,
  type FakeModelServer,
  startFakeModelServer,
} from './fake-model-server.ts';

export interface FakeJudge extends FakeModelServer {
  /** Ends in /v1. */
  readonly baseUrl: string;
}

/** A judge of either API on a free loopback port: the path decides which envelope a text gets. */
export async function startFakeJudge(): Promise<FakeJudge> {
  const server = await startFakeModelServer({
    models: { object: 'list', data: [] },
    reply: (text, path) =>
      path.endsWith('/messages') ? anthropicEnvelope(text) : openAiEnvelope(text),
  });
  server.behave(JUDGE.verdict('{"correct": true}'));
  return { ...server, baseUrl: `${server.origin}/v1` };
}

const openAiEnvelope = (text: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 0,
  model: 'judge-1-2026',
  choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 21, completion_tokens: 9, total_tokens: 30 },
});

/** A text that is JSON comes as the input of the tool; any other as text. */
function anthropicEnvelope(text: string) {
  const input = parseJson(text);
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'judge-1-2026',
    content: [
      input === undefined
        ? { type: 'text', text }
        : { type: 'tool_use', id: 'toolu_1', name: 'verdict', input },
    ],
    stop_reason: input === undefined ? 'end_turn' : 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: 21, output_tokens: 9 },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Behaviours by name. */
export const JUDGE = {
  verdict: (text: string): FakeBehaviour => ({ kind: 'reply', text }),
  fenced: (json: string): FakeBehaviour => ({
    kind: 'reply',
    text: `\`\`\`json\n${json}\n\`\`\``,
  }),
  /** JSON, however broken, unless it begins as a page does. */
  raw: (
    status: number,
    body: string | object,
    headers: Readonly<Record<string, string>> = {},
  ): FakeBehaviour => {
    const isPage = typeof body === 'string' && body.startsWith('<');
    const type = isPage ? 'text/html' : 'application/json';
    return { kind: 'raw', status, body, headers: { 'content-type': type, ...headers } };
  },
  error: (
    status: number,
    message: string,
    { code = 'error', headers = {} }: { code?: string; headers?: Record<string, string> } = {},
  ): FakeBehaviour => ({
    kind: 'raw',
    status,
    headers,
    body: { type: 'error', error: { message, type: code, code } },
  }),
} as const;
