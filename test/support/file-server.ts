import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** Serves bodies by path, and remembers who asked. A body `-> URL` redirects. */
export class FileServer implements AsyncDisposable {
  readonly files: Map<string, string | Uint8Array>;
  readonly requests: SeenRequest[] = [];
  readonly #server: Server;

  private constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    this.files = new Map(Object.entries(files));
    this.#server = createServer(({ url: path = '', headers }, response) => {
      this.requests.push({ path, headers });
      const body = this.files.get(path);
      if (body === undefined) response.writeHead(404).end();
      else if (typeof body === 'string' && body.startsWith('-> ')) {
        response.writeHead(302, { location: body.slice(3) }).end();
      } else response.end(body);
    });
  }

  static async start(
    files: Readonly<Record<string, string | Uint8Array>> = {},
  ): Promise<FileServer> {
    const server = new FileServer(files);
    const { promise, resolve } = Promise.withResolvers<void>();
    server.#server.listen(0, '127.0.0.1', resolve);
    await promise;
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    await promise;
  }
}
