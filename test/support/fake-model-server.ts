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
  /** Closes the connection instead of answering. */
  | { readonly kind: 'drop' };

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
  /** From now on; the default answers "Answer: 42". A script decides request by request. */
  behave(behaviour: FakeBehaviour | FakeScript): void;
  close(): Promise<void>;
}

/** How an API dresses what the script decides. */
export interface FakeApi {
  readonly models: object;
  readonly reply: (text: string) => object;
}

/** A model endpoint on a free loopback port that does as it is told. */
export async function startFakeModelServer({ models, reply }: FakeApi): Promise<FakeModelServer> {
  let script: FakeScript = () => ({ kind: 'reply', text: 'Answer: 42' });
  let asked = 0;
  let abandoned = 0;
  const requests: Record<string, unknown>[] = [];
  const heads: { line: string; headers: Headers }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://fake');
    const headers = new Headers(request.headers as Record<string, string>);
    heads.push({ line: `${request.method} ${pathname}`, headers });
    if (pathname.endsWith('/models')) return send(response, 200, models);
    const body = (await json(request)) as Record<string, unknown>;
    requests.push(body);
    response.once('close', () => {
      if (!response.writableEnded) abandoned += 1;
    });
    const behaviour = script(body, asked);
    asked += 1;
    return act(behaviour, reply, response);
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
    behave(next) {
      script = typeof next === 'function' ? next : () => next;
      asked = 0;
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
  reply: FakeApi['reply'],
  response: ServerResponse,
): Promise<void> {
  switch (behaviour.kind) {
    case 'hang':
      return;
    case 'drop':
      response.socket?.destroy();
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
