import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { SEARCH_ATTRIBUTES } from '../../src/temporal/names.ts';
import {
  ensureSearchAttributes,
  missingSearchAttributes,
} from '../../src/temporal/search-attributes.ts';

let connection: Connection;

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
});
afterAll(() => connection.close());

async function createNamespace(namespace: string): Promise<void> {
  const workflowExecutionRetentionPeriod = msToTs('1 day');
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod,
  });
  // A frontend looks for new namespaces every few seconds.
  await expect
    .poll(
      () =>
        connection.operatorService.listSearchAttributes({ namespace }).then(
          () => 'known',
          (error: Error) => error.message,
        ),
      { timeout: 30_000, interval: 250 },
    )
    .toBe('known');
}

/** A frontend that refuses every call with one gRPC status. */
async function startRefusingServer(status: number): Promise<Http2Server> {
  const server = createServer();
  server.on('stream', (stream) => {
    const headers = { 'content-type': 'application/grpc', 'grpc-status': String(status) };
    stream.respond({ ':status': 200, ...headers }, { endStream: true });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

test('a namespace without our search attributes gets all of them, once', async () => {
  const namespace = `plain-${Date.now()}`;
  await createNamespace(namespace);
  const names = Object.values(SEARCH_ATTRIBUTES);
  expect(await missingSearchAttributes(connection, namespace)).toEqual(names);
  expect(await ensureSearchAttributes(connection, namespace)).toEqual(names);
  expect(await ensureSearchAttributes(connection, namespace)).toEqual([]);
});

test('an attribute of our name but of another type is refused with the remedy', async () => {
  const namespace = `foreign-${Date.now()}`;
  await createNamespace(namespace);
  const KEYWORD = 2;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: { [SEARCH_ATTRIBUTES.failed]: KEYWORD },
  });
  await expect(ensureSearchAttributes(connection, namespace)).rejects.toThrow(
    /DurabenchFailed.*not of type Int.*another namespace/,
  );
});

test('without permission the error lists the commands for an operator', async () => {
  const PERMISSION_DENIED = 7;
  const server = await startRefusingServer(PERMISSION_DENIED);
  const { port } = server.address() as AddressInfo;
  const refused = Connection.lazy({ address: `127.0.0.1:${port}` });
  await expect(ensureSearchAttributes(refused, 'team')).rejects.toThrow(
    /permission denied.*\n.*search-attribute create --namespace team --name DurabenchSuite --type Keyword/,
  );
  await refused.close();
  await new Promise((resolve) => server.close(resolve));
});
