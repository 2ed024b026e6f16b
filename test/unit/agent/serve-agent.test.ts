import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { serveAgent } from '../../../src/agent/serve-agent.ts';
import { ConfigurationError } from '../../../src/domain/errors.ts';

const noModel = () => {
  throw new ConfigurationError('no model');
};

test('a taken port is the user’s to change', async () => {
  const squatter = createServer();
  squatter.listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const address = squatter.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  const served = serveAgent({ kind: 'do-nothing', host: '127.0.0.1', port }, noModel);
  await expect(served).rejects.toThrow(ConfigurationError);
  await expect(served).rejects.toThrow(`cannot listen on 127.0.0.1:${port} (EADDRINUSE)`);
  squatter.close();
});

test('only the built-in agent needs a model', async () => {
  const listen = { host: '127.0.0.1', port: 0 };
  await expect(serveAgent({ kind: 'builtin', ...listen }, noModel)).rejects.toThrow('no model');
  const server = await serveAgent({ kind: 'do-nothing', ...listen }, noModel);
  await server.close();
});
