import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

type Answer = (seen: SeenRequest, response: ServerResponse) => void;

/** A local HTTP server that answers as told; keys are paths. Unknown paths give 404. */
export class ScriptedEndpoint {
  readonly seen: SeenRequest[] = [];
  readonly #server: Server;

  private constructor(answers: Readonly<Record<string, Answer>>) {
    this.#server = createServer((request, response) => {
      void this.#answer(answers, request, response);
    });
  }

  static async start(answers: Readonly<Record<string, Answer>>): Promise<ScriptedEndpoint> {
    const endpoint = new ScriptedEndpoint(answers);
    await new Promise<void>((done) => endpoint.#server.listen(0, '127.0.0.1', done));
    return endpoint;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #answer(
    answers: Readonly<Record<string, Answer>>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? '/';
    const seen = { path, authorization: request.headers.authorization, body };
    this.seen.push(seen);
    const answer = answers[path] ?? status(404, 'not found');
    answer(seen, response);
  }
}

export const json =
  (value: unknown): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));

export const status =
  (code: number, text: string): Answer =>
  (_, response) =>
    response.writeHead(code).end(text);

/** Takes the request and never answers. */
export const hang: Answer = () => {};

export const modelList = (...ids: readonly string[]): Answer =>
  json({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) });

export const chatAnswer = (content: string, model: string): Answer =>
  json({ model, choices: [{ message: { role: 'assistant', content } }] });
