import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRepository {
  /** What the branch `main` stands at. */
  commit: string;
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  /** Only with a token. */
  readonly gated?: boolean;
}

export interface HubRequest {
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

const HUB_PATH =
  /^(?:\/(api))?\/datasets\/([^/]+\/[^/]+)\/(revision|tree|resolve)\/([^/]+)(?:\/(.*))?$/;

/** A local server that answers under the hub's paths: revisions, listings and files, by range too. */
export class FakeHub implements AsyncDisposable {
  readonly seen: HubRequest[] = [];
  readonly #server: Server;
  readonly #repositories: Readonly<Record<string, FakeRepository>>;
  /** Files are redirected here, as the hub redirects to its storage. */
  storage: string | undefined;
  /** The next answer stops after so many bytes, and breaks off when it is told to. */
  breakOff: { readonly afterBytes: number; readonly when: Promise<unknown> } | undefined;

  private constructor(repositories: Readonly<Record<string, FakeRepository>>) {
    this.#repositories = repositories;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(repositories: Readonly<Record<string, FakeRepository>>): Promise<FakeHub> {
    const hub = new FakeHub(repositories);
    await new Promise<void>((done) => hub.#server.listen(0, '127.0.0.1', done));
    return hub;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests for files, without those that only ask for the size. */
  get downloads(): readonly HubRequest[] {
    return this.seen.filter(
      ({ path, range }) => path.includes('/resolve/') && range !== 'bytes=0-0',
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://hub');
    const { range, authorization } = request.headers;
    this.seen.push({ path: decodeURIComponent(pathname), range, authorization });
    const [, api, id = '', action, revision, path = ''] = HUB_PATH.exec(pathname) ?? [];
    const repository = this.#repositories[id];
    if (repository === undefined) {
      fail(response, 404, 'RepoNotFound');
    } else if (repository.gated && authorization === undefined) {
      fail(response, 401, 'GatedRepo');
    } else if (revision !== 'main' && revision !== repository.commit) {
      fail(response, 404, 'RevisionNotFound');
    } else if (api && action === 'revision') {
      const lastModified = '2026-01-01T00:00:00.000Z';
      json(response, { _id: '1', id, sha: repository.commit, lastModified });
    } else if (api) {
      json(response, Object.entries(repository.files).map(listed));
    } else {
      this.#send(response, repository.files[decodeURIComponent(path)], { range, pathname });
    }
  }

  #send(
    response: ServerResponse,
    content: Uint8Array | string | undefined,
    { range, pathname }: { readonly range: string | undefined; readonly pathname: string },
  ): void {
    if (content === undefined) {
      fail(response, 404, 'EntryNotFound');
      return;
    }
    if (this.storage !== undefined) {
      response.writeHead(302, { location: `${this.storage}${pathname}` }).end();
      return;
    }
    const bytes = Buffer.from(content);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const part = range ? bytes.subarray(Number(from), Number(to) + 1) : bytes;
    response.writeHead(range ? 206 : 200, {
      etag: `"${sha256(bytes)}"`,
      'content-length': part.length,
      ...(range && {
        'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`,
      }),
    });
    const { breakOff } = this;
    if (breakOff === undefined || range === 'bytes=0-0') {
      response.end(part);
      return;
    }
    response.write(part.subarray(0, breakOff.afterBytes));
    void breakOff.when.then(() => response.destroy());
    this.breakOff = undefined;
  }
}

const listed = ([path, content]: [string, Uint8Array | string]) => {
  const bytes = Buffer.from(content);
  // Text files are plain ones there: the hub states no SHA-256 of them.
  const lfs = /\.jsonl?$/.test(path) ? {} : { lfs: { oid: sha256(bytes), size: bytes.length } };
  return { type: 'file', path, size: bytes.length, oid: '0', ...lfs };
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const json = (response: ServerResponse, value: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

const fail = (response: ServerResponse, status: number, code: string): void => {
  response.writeHead(status, { 'x-error-code': code }).end();
};
