import type { Readable } from 'node:stream';
import { json, text } from 'node:stream/consumers';
import type Modem from 'docker-modem';
import type { EngineAddress } from './engine-address.ts';

/** Of the Engine API; 1.41 is that of Docker 20.10. */
const API_VERSION = 'v1.41';

export interface EngineRequest {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Answers of these statuses are as good as success, such as 304 for "already stopped". */
  readonly accepted?: readonly number[];
  readonly signal?: AbortSignal;
}

/** Requests to the Docker Engine API; failures carry `statusCode`, or `code` of the connection. */
export class DockerEngine {
  readonly #address: EngineAddress;
  #modem: Promise<Modem> | undefined;

  constructor(address: EngineAddress) {
    this.#address = address;
  }

  async json<T>(method: 'GET' | 'POST', path: string, request?: EngineRequest): Promise<T> {
    return (await json(await this.stream(method, path, request))) as T;
  }

  async send(method: 'POST' | 'DELETE', path: string, request?: EngineRequest): Promise<void> {
    await text(await this.stream(method, path, request));
  }

  async stream(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    { query = {}, body = {}, accepted = [], signal }: EngineRequest = {},
  ): Promise<Readable> {
    signal?.throwIfAborted();
    this.#modem ??= connect(this.#address);
    const modem = await this.#modem;
    const statusCodes = Object.fromEntries([200, 201, 204, ...accepted].map((s) => [s, true]));
    return new Promise((resolve, reject) => {
      const options = {
        path: `${path}?`,
        method,
        statusCodes,
        isStream: true,
        options: { _query: query, _body: body },
        ...(signal && { abortSignal: signal }),
      };
      modem.dial(options as unknown as Modem.DialOptions, (error, answer) =>
        error ? reject(signal?.aborted ? signal.reason : error) : resolve(answer as Readable),
      );
    });
  }
}

/** Loaded on first use: a host without containers needs none of it. */
async function connect(address: EngineAddress): Promise<Modem> {
  const { default: Client } = await import('docker-modem');
  // An explicit host, even undefined, wins over DOCKER_HOST, which the client reads by itself.
  return new Client({ host: undefined, version: API_VERSION, ...address } as object);
}
