import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

type JudgeBody = Readonly<Record<string, unknown>>;

/** What the judge does with one request. */
export type JudgeBehaviour =
  /** A reply of the model, in the envelope of the API; prose and fences are up to the text. */
  | { readonly kind: 'text'; readonly text: string; readonly delayMs?: number }
  /** Sent as it is: HTML, wrong types, broken JSON, errors. */
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly body: string | object;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Sends headers and half an envelope, and then nothing more. */
  | { readonly kind: 'stall' }
  /** Closes the connection: before an answer, or in the middle of one. */
  | { readonly kind: 'drop' | 'drop-midway' };

/** @param index of the request since the behaviour was set */
type JudgeBehaviours = (body: JudgeBody, index: number) => JudgeBehaviour;

export interface FakeJudge {
  /** Ends in /v1. */
  readonly baseUrl: string;
  /** Bodies of all questions, in order. */
  readonly requests: readonly JudgeBody[];
  readonly headers: readonly Headers[];
  /** Questions held at once, at most. */
  readonly inFlightMax: () => number;
  behave(behaviour: JudgeBehaviour | JudgeBehaviours): void;
  /** From now on; also with a status of its own. */
  listModels(list: string | object, status?: number): void;
  close(): Promise<void>;
}

/** A judge of either API on a free loopback port: the path decides which envelope a text gets. */
export async function startFakeJudge(): Promise<FakeJudge> {
  let decide: JudgeBehaviours = () => JUDGE.verdict('{"correct": true}');
  let models: JudgeBehaviour = JUDGE.raw(200, { object: 'list', data: [] });
  let asked = 0;
  let inFlight = 0;
  let inFlightMax = 0;
  const requests: JudgeBody[] = [];
  const headers: Headers[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    headers.push(new Headers(request.headers as Record<string, string>));
    const path = request.url ?? '';
    if (path.startsWith('/v1/models')) return act(models, openAiEnvelope, response);
    inFlight += 1;
    inFlightMax = Math.max(inFlightMax, inFlight);
    response.once('close', () => {
      inFlight -= 1;
    });
    const body = JSON.parse(await textOf(request)) as JudgeBody;
    requests.push(body);
    asked += 1;
    const envelope = path === '/v1/messages' ? anthropicEnvelope : openAiEnvelope;
    return act(decide(body, asked - 1), envelope, response);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    headers,
    inFlightMax: () => inFlightMax,
    behave(next) {
      decide = typeof next === 'function' ? next : () => next;
      asked = 0;
    },
    listModels(list, status = 200) {
      models = JUDGE.raw(status, list);
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function act(
  behaviour: JudgeBehaviour,
  envelope: (text: string) => object,
  response: ServerResponse,
): Promise<void> {
  switch (behaviour.kind) {
    case 'hang':
      return;
    case 'drop':
      response.socket?.destroy();
      return;
    case 'stall':
    case 'drop-midway':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"id": "1", "choices"', () => {
        if (behaviour.kind === 'drop-midway') response.socket?.destroy();
      });
      return;
    case 'raw':
      send(response, behaviour.status, behaviour.body, behaviour.headers);
      return;
    case 'text':
      await sleep(behaviour.delayMs ?? 0);
      send(response, 200, envelope(behaviour.text));
  }
}

function send(response: ServerResponse, status: number, body: string | object, headers = {}): void {
  const type = typeof body === 'string' && body.startsWith('<') ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
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
  verdict: (text: string): JudgeBehaviour => ({ kind: 'text', text }),
  fenced: (json: string): JudgeBehaviour => ({ kind: 'text', text: `\`\`\`json\n${json}\n\`\`\`` }),
  raw: (
    status: number,
    body: string | object,
    headers: Readonly<Record<string, string>> = {},
  ): JudgeBehaviour => ({ kind: 'raw', status, body, headers }),
  error: (
    status: number,
    message: string,
    { code = 'error', headers = {} }: { code?: string; headers?: Record<string, string> } = {},
  ): JudgeBehaviour => ({
    kind: 'raw',
    status,
    headers,
    body: { type: 'error', error: { message, type: code, code } },
  }),
} as const;
