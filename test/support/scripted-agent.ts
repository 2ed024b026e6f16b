import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

type Rpc = (
  method: string,
  params: Record<string, unknown>,
  response: ServerResponse,
) => object | undefined | Promise<object>;

export interface ScriptedAgent {
  readonly url: string;
  /** Methods called so far, in order; `card` for a look at the card. */
  readonly calls: string[];
  close(): Promise<void>;
}

export interface AgentScript {
  /** The JSON-RPC result of a call; undefined when the script has answered by itself. */
  readonly rpc: Rpc;
  readonly cardPath?: string;
  /** As advertised; `{port}` stands for the real one. */
  readonly cardUrl?: string;
  readonly port?: number;
}

/** An agent of the 0.3 protocol written out by hand, for what no well-made server would do. */
export async function startScriptedAgent(script: AgentScript): Promise<ScriptedAgent> {
  const calls: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'GET') {
      if (request.url !== (script.cardPath ?? '/.well-known/agent-card.json')) {
        response.writeHead(404).end('nothing here');
        return;
      }
      calls.push('card');
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(card(script.cardUrl ?? 'http://127.0.0.1:{port}/', port())));
      return;
    }
    const call = (await json(request)) as {
      id: number;
      method: string;
      params: Record<string, unknown>;
    };
    calls.push(call.method);
    const result = await script.rpc(call.method, call.params, response);
    if (result === undefined) return;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ jsonrpc: '2.0', id: call.id, result }));
  };
  const server = createServer((request, response) => void answer(request, response));
  const port = (): number => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  };
  server.listen(script.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port()}`,
    calls,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const card = (url: string, port: number) => ({
  protocolVersion: '0.3.0',
  name: 'scripted',
  description: 'does as it is told',
  version: '1',
  url: url.replace('{port}', String(port)),
  preferredTransport: 'JSONRPC',
  capabilities: { streaming: true },
  defaultInputModes: ['text'],
  defaultOutputModes: ['text'],
  skills: [],
});

/** A task on the 0.3 wire. */
export const wireTask = (state: string, text?: string) => ({
  kind: 'task',
  id: 'task-1',
  contextId: 'context-1',
  status: { state },
  ...(text === undefined
    ? {}
    : { artifacts: [{ artifactId: 'a', parts: [{ kind: 'text', text }] }] }),
});

/** A direct reply on the 0.3 wire. */
export const wireMessage = (text: string) => ({
  kind: 'message',
  messageId: 'reply-1',
  role: 'agent',
  parts: [{ kind: 'text', text }],
});
