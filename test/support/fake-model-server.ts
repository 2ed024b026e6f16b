import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the endpoint does with one request for a completion. */
export type FakeBehaviour =
  | { readonly kind: 'reply'; readonly text: string; readonly delayMs?: number }
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly body: string | object;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Sends headers and half a body, and then nothing more. */
  | { readonly kind: 'stall' }
  /** Closes the connection: instead of answering, or in the middle of it. */
  | { readonly kind: 'drop' | 'drop-midway' };

/** @param body of the request for a completion @param index of it since the script began */
export type FakeScript = (body: Record<string, unknown>, index: number) => FakeBehaviour;

export interface FakeModelServer {
  /** Without a path. */
  readonly origin: string;
  /** Bodies of the completions asked for, in order. */
  readonly requests: readonly Record<string, unknown>[];
  /** `POST /v1/messages` and the headers of every request, model lists included. */
  readonly heads: readonly { readonly line: string; readonly headers: Headers }[];
  /** Requests whose caller hung up before the answer. */
  readonly abandoned: () => number;
  /** Requests for completions held at once, at most. */
  readonly inFlightMax: () => number;
  /** From now on; the default answers "Answer: 42". A script decides request by request. */
  behave(behaviour: FakeBehaviour | FakeScript): void;
  /** From now on, in place of the API's; also with a status of its own. */
  listModels(list: string | object, status?: number): void;
  close(): Promise<void>;
}

/** How an API dresses what the script decides. */
export interface FakeApi {
  readonly models: object;
  readonly reply: (text: string, path: string) => object;
}

/** A model endpoint on a free loopback port that does as it is told. */
export async function startFakeModelServer({ models, reply }: FakeApi): Promise<FakeModelServer> {
  let script: FakeScript = () => ({ kind: 'reply', text: 'Answer: 42' });
  let list: { readonly status: number; readonly body: string | object } = {
    status: 200,
    body: models,
  };
  let asked = 0;
  let abandoned = 0;
  let inFlight = 0;
  let inFlightMax = 0;
  const requests: Record<string, unknown>[] = [];
  const heads: { line: string; headers: Headers }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://fake');
    const headers = new Headers(request.headers as Record<string, string>);
    heads.push({ line: `${request.method} ${pathname}`, headers });
    if (pathname.endsWith('/models')) return send(response, list.status, list.body);
    const body = (await json(request)) as Record<string, unknown>;
    requests.push(body);
    inFlight += 1;
    inFlightMax = Math.max(inFlightMax, inFlight);
    response.once('close', () => {
      inFlight -= 1;
      if (!response.writableEnded) abandoned += 1;
    });
    const behaviour = script(body, asked);
    asked += 1;
    return act(behaviour, (text) => reply(text, pathname), response);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    heads,
    abandoned: () => abandoned,
    inFlightMax: () => inFlightMax,
    behave(next) {
      script = typeof next === 'function' ? next : () => next;
      asked = 0;
    },
    listModels(body, status = 200) {
      list = { status, body };
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
  behaviour: FakeBehaviour,
  reply: (text: string) => object,
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
    case 'reply':
      await sleep(behaviour.delayMs ?? 0);
      send(response, 200, reply(behaviour.text));
  }
}

function send(response: ServerResponse, status: number, body: string | object, headers = {}): void {
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
