import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { ReadableStream } from 'node:stream/web';

const CONNECT_TIMEOUT_MS = 10_000;
/** A peer that vanished without a word is noticed by TCP, not by a limit on thinking time. */
const TCP_KEEPALIVE_MS = 30_000;
const BODY_BYTES_MAX = 64 * 1024 * 1024;

// Idle sockets go before the usual five seconds of servers: a reused one is never half closed.
const pool = { keepAlive: true, timeout: 3_000 };
const AGENTS = { 'http:': new HttpAgent(pool), 'https:': new HttpsAgent(pool) };

/**
 * `fetch` for answers that may take hours: the built-in one gives up after 300 s without headers.
 * Bodies sent are strings; bodies received end in an error beyond 64 MiB. Redirects are not
 * followed. Connection failures carry Node's `code`.
 */
export const patientFetch: typeof fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError(`cannot fetch ${url.protocol} URLs: use http or https`);
  }
  if (typeof init?.body !== 'string' && init?.body !== undefined && init.body !== null) {
    throw new TypeError('patientFetch sends string bodies only');
  }
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send(url, {
    method: init?.method ?? 'GET',
    headers: Object.fromEntries(new Headers(init?.headers)),
    agent: AGENTS[url.protocol],
    ...(init?.signal ? { signal: init.signal } : {}),
  });
  request.once('response', resolve);
  request.on('error', reject);
  request.once('socket', (socket) => {
    const timer = boundConnect(socket, url, (error) => request.destroy(error));
    request.once('close', () => clearTimeout(timer));
  });
  request.end(init?.body ?? undefined);
  return toResponse(await promise);
};

function boundConnect(socket: Socket, url: URL, fail: (error: Error) => void) {
  socket.setKeepAlive(true, TCP_KEEPALIVE_MS);
  if (!socket.connecting) return undefined;
  const timer = setTimeout(() => {
    const message = `no connection to ${url.host} within ${CONNECT_TIMEOUT_MS / 1000} s`;
    fail(Object.assign(new Error(message), { code: 'ETIMEDOUT' }));
  }, CONNECT_TIMEOUT_MS);
  socket.once('connect', () => clearTimeout(timer));
  return timer;
}

function toResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const bodiless = status === 204 || status === 205 || status === 304;
  if (bodiless) message.resume();
  return new Response(bodiless ? null : ReadableStream.from(boundBody(message)), {
    status,
    statusText: message.statusMessage ?? '',
    headers,
  });
}

async function* boundBody(message: IncomingMessage): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new Error(`response body exceeds ${BODY_BYTES_MAX} bytes`);
    // A byte stream takes plain views; a pooled Buffer must not be transferred.
    yield Uint8Array.from(chunk);
  }
}
