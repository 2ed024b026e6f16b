import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

interface FakeContainer {
  readonly Id: string;
  readonly name: string;
  readonly body: Record<string, unknown> & { readonly Labels: Record<string, string> };
  state: 'created' | 'running' | 'exited';
  exitCode: number;
  oomKilled: boolean;
  /** What it has written; a few words unless given. */
  log?: string;
}

/** A Docker Engine on a unix socket, with the paths that the launcher speaks and nothing behind. */
export interface FakeDocker {
  readonly dockerHost: string;
  readonly containers: Map<string, FakeContainer>;
  readonly images: Set<string>;
  /** Requests in order, without the API version. */
  readonly lines: string[];
  /** The next start fails with this. */
  failStart: string | undefined;
  /** Every pull ends with this. */
  failPull: string | undefined;
  close(): Promise<void>;
}

export async function startFakeDocker(socketPath: string): Promise<FakeDocker> {
  const fake: FakeDocker = {
    dockerHost: `unix://${socketPath}`,
    containers: new Map(),
    images: new Set(),
    lines: [],
    failStart: undefined,
    failPull: undefined,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => void answer(fake, request, response));
  server.listen(socketPath);
  await once(server, 'listening');
  return fake;
}

async function answer(fake: FakeDocker, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://docker');
  const path = pathname.replace(/^\/v1\.41/, '');
  fake.lines.push(`${request.method} ${path}`);
  const send = (status: number, body: object = {}) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(status === 204 || status === 304 ? undefined : JSON.stringify(body));
  };
  if (path.startsWith('/images/')) return answerImage(fake, path, searchParams, response, send);
  if (path === '/containers/json') return send(200, listed(fake, searchParams));
  if (path === '/containers/create') {
    const name = searchParams.get('name') ?? '';
    const body = (await json(request)) as FakeContainer['body'];
    if ([...fake.containers.values()].some((each) => each.name === name)) {
      return send(409, { message: `Conflict. The container name "/${name}" is already in use` });
    }
    const Id = `c0ffee${fake.lines.length}`;
    const state = { state: 'created', exitCode: 0, oomKilled: false } as const;
    fake.containers.set(Id, { Id, name, body, ...state });
    return send(201, { Id });
  }
  const [, , id = '', action] = path.split('/');
  const container = fake.containers.get(id);
  if (!container) return send(404, { message: `No such container: ${id}` });
  return answerContainer(fake, container, action, response, send);
}

type Send = (status: number, body?: object) => void;

function answerContainer(
  fake: FakeDocker,
  container: FakeContainer,
  action: string | undefined,
  response: ServerResponse,
  send: Send,
): void {
  const isRunning = container.state === 'running';
  switch (action) {
    case 'start': {
      const message = fake.failStart;
      fake.failStart = undefined;
      container.state = message === undefined ? 'running' : 'created';
      send(message === undefined ? 204 : 500, { message });
      return;
    }
    case 'stop':
      send(isRunning ? 204 : 304);
      container.state = isRunning ? 'exited' : container.state;
      return;
    case 'json': {
      const { exitCode, oomKilled } = container;
      send(200, { State: { Running: isRunning, ExitCode: exitCode, OOMKilled: oomKilled } });
      return;
    }
    case 'logs':
      response.writeHead(200);
      response.end(
        container.log === undefined
          ? Buffer.concat([frame(1, 'loading weights\n'), frame(2, 'CUDA error\n')])
          : frame(1, container.log),
      );
      return;
    case undefined:
      fake.containers.delete(container.Id);
      send(204);
      return;
    default:
      send(404, { message: `page not found: ${action}` });
  }
}

function answerImage(
  fake: FakeDocker,
  path: string,
  query: URLSearchParams,
  response: ServerResponse,
  send: Send,
): void {
  if (path !== '/images/create') {
    const image = path.slice('/images/'.length, -'/json'.length);
    send(fake.images.has(image) ? 200 : 404, { message: `No such image: ${image}` });
    return;
  }
  const steps: object[] = [{ status: 'Pulling from library' }, { status: 'Downloading' }];
  if (fake.failPull === undefined) fake.images.add(query.get('fromImage') ?? '');
  else steps.push({ error: fake.failPull });
  response.end(steps.map((step) => `${JSON.stringify(step)}\r\n`).join(''));
}

function listed({ containers }: FakeDocker, query: URLSearchParams): readonly object[] {
  const { label } = JSON.parse(query.get('filters') ?? '{}') as { label: string[] };
  return [...containers.values()]
    .filter(({ state }) => query.get('all') === 'true' || state === 'running')
    .filter(({ body }) =>
      label.every((each) => {
        const [name = '', value] = each.split('=');
        return body.Labels[name] === value;
      }),
    )
    .map(({ Id, state, body }) => ({ Id, State: state, Labels: body.Labels }));
}

function frame(stream: number, text: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(stream, 0);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}
