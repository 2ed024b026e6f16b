import { connect } from 'node:net';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** The loopback answers at once; one that does not is busy, which is another matter. */
const LOOK_MS_MAX = 1_000;

/**
 * Whether the URL is on this machine's loopback and nobody listens there. False for any other
 * place: what a connection says about it is left to those who call it.
 */
export async function refusesConnections(url: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url);
  if (!LOOPBACK.has(hostname)) return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({
    host: hostname === '[::1]' ? '::1' : hostname,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
  });
  // Not before an answer that came while this process was too busy to read it.
  socket.setTimeout(LOOK_MS_MAX, () => setImmediate(() => resolve(false)));
  socket.once('connect', () => resolve(false));
  socket.once('error', (error: NodeJS.ErrnoException) => resolve(isRefusal(error)));
  try {
    return await promise;
  } finally {
    socket.destroy();
  }
}

/** `localhost` may be two addresses, tried both: the failures are then in `errors`. */
function isRefusal(error: NodeJS.ErrnoException): boolean {
  const parts =
    error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [error];
  return parts.every(({ code }) => code === 'ECONNREFUSED');
}
