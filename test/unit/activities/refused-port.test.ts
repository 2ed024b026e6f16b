import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { refusesConnections } from '../../../activities/refused-port.ts';
import { chooseFreePort } from '../../../src/adapters/process/ports.ts';

vi.mock('node:net', async (load) => {
  const net = await load<typeof import('node:net')>();
  return { ...net, connect: vi.fn(net.connect) };
});

test.each(['127.0.0.1', 'localhost'])('nobody listens on a free port of %s', async (host) => {
  const port = await chooseFreePort([]);
  expect(await refusesConnections(`http://${host}:${port}/v1`)).toBe(true);
});

test('a port that is listened on refuses nobody, whatever its server says', async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await refusesConnections(`http://127.0.0.1:${port}/v1`)).toBe(false);
  expect(connect).toHaveBeenCalled();
  server.close();
});

test.each(['http://agent.invalid', 'https://api.openai.com/v1', 'http://10.255.255.1:9/v1'])(
  'nothing is asked of %s, which is not on the loopback',
  async (url) => {
    vi.mocked(connect).mockClear();
    expect(await refusesConnections(url)).toBe(false);
    expect(connect).not.toHaveBeenCalled();
  },
);
