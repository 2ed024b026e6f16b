import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError, errorBody } from './api-error.ts';
import type { ChatEngine } from './chat-engine.ts';
import { type ChatRequest, parseChatRequest } from './chat-request.ts';
import { chunkBody, closingChunks, completionBody, responseHead } from './chat-response.ts';

const BODY_BYTES_MAX = 16 * 1024 * 1024;

/** An OpenAI-compatible server over an engine; the caller lets it listen. */
export function createChatServer(engine: ChatEngine): Server {
  return createServer((request, response) => {
    answer(engine, request, response).catch((error: unknown) => sendError(response, error));
  });
}

async function answer(engine: ChatEngine, request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  switch (`${request.method} ${pathname}`) {
    case 'GET /health':
      return sendJson(response, 200, { status: 'ok' });
    case 'GET /v1/models':
      return sendJson(response, 200, { object: 'list', data: [modelCard(engine)] });
    case 'POST /v1/chat/completions':
      return completeChat(engine, parseChatRequest(await readBody(request)), response);
    default:
      throw new ApiError(404, `no such endpoint: ${request.method} ${pathname}`);
  }
}

const modelCard = ({ model, contextTokens }: ChatEngine) => ({
  id: model,
  object: 'model',
  created: 0,
  owned_by: 'node-llama-cpp',
  max_model_len: contextTokens,
});

async function completeChat(engine: ChatEngine, request: ChatRequest, response: ServerResponse) {
  if (request.model !== engine.model) {
    const message = `The model \`${request.model}\` does not exist; this server has \`${engine.model}\`.`;
    throw new ApiError(404, message, 'model_not_found');
  }
  const clientGone = new AbortController();
  response.on('close', () => clientGone.abort(new Error('the client closed the connection')));
  const head = responseHead(engine.model);
  if (!request.stream) {
    const completion = await engine.complete(request, clientGone.signal);
    return sendJson(response, 200, completionBody(head, completion));
  }
  const send = (body: object): void => {
    // Headers go out with the first piece, so that a refusal can still have its own status.
    if (!response.headersSent) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      response.write(event(chunkBody(head, { role: 'assistant', content: '' })));
    }
    response.write(event(body));
  };
  const completion = await engine.complete(request, clientGone.signal, (content) => {
    if (content !== '') send(chunkBody(head, { content }));
  });
  const withUsage = request.stream_options?.include_usage === true;
  for (const chunk of closingChunks(head, completion, withUsage)) send(chunk);
  response.end('data: [DONE]\n\n');
}

const event = (body: object): string => `data: ${JSON.stringify(body)}\n\n`;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new ApiError(413, 'the request body is over 16 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendError(response: ServerResponse, error: unknown): void {
  const isRefusal = error instanceof ApiError;
  if (!isRefusal && !response.destroyed) console.error(error);
  if (response.headersSent) {
    response.end(event(errorBody(error)));
    return;
  }
  sendJson(response, isRefusal ? error.status : 500, errorBody(error));
}
