import { createServer } from 'node:net';

/** A TCP port of 127.0.0.1 that nobody listens on now. */
async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('the system gave no free port on 127.0.0.1');
  return port;
}

/** The first candidate that nobody listens on, or any free port. */
export async function chooseFreePort(candidates: readonly (number | undefined)[]): Promise<number> {
  for (const port of candidates) {
    if (port !== undefined && (await isPortFree(port))) return port;
  }
  return freePort();
}

export const isPortFree = async (port: number): Promise<boolean> =>
  (await listenOnce(port)) !== undefined;

/** Undefined when the port is taken. */
function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
    );
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' ? address?.port : undefined;
      server.close(() => resolve(bound));
    });
  });
}
