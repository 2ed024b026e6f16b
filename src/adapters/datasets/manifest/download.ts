import { ConfigurationError } from '../../../domain/errors.ts';

export interface Download {
  readonly url: string;
  readonly timeoutMs: number;
  /** Sent only to the host of `tokenFor`. */
  readonly token: string | undefined;
  /** URL of the manifest that the token is for. */
  readonly tokenFor: string;
}

const BYTES_MAX = 256 * 1024 * 1024;
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The body of a URL. Redirects are followed; the token is not sent on to another origin.
 * @throws ConfigurationError when it is not there, cannot be reached, or is too large.
 */
export async function download(request: Download): Promise<Uint8Array> {
  const url = new URL(request.url);
  const shown = `${url.origin}${url.pathname}`;
  const headers = tokenMayGo(url, request) ? { authorization: `token ${request.token}` } : {};
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(request.timeoutMs) });
    if (!response.ok || response.body === null) {
      throw new ConfigurationError(
        `${shown} answered ${response.status}: ${advice(response.status)}`,
      );
    }
    return await readBody(response.body, shown);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError(
      `${shown} could not be read: check the address and the network, and start again`,
      {},
      { cause: error },
    );
  }
}

const advice = (status: number): string =>
  [401, 403, 404].includes(status)
    ? 'correct the address; for private data set EVAL_DATA_PAT'
    : 'start again later';

/** Never to another host, and never unencrypted to another machine. */
const tokenMayGo = (url: URL, { token, tokenFor }: Download): boolean =>
  Boolean(token) &&
  url.host === new URL(tokenFor).host &&
  (url.protocol === 'https:' || LOOPBACK.includes(url.hostname));

async function readBody(body: ReadableStream<Uint8Array>, shown: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > BYTES_MAX) {
      throw new ConfigurationError(`${shown} is larger than ${BYTES_MAX / 2 ** 20} MiB: split it`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
