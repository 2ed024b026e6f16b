import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { agentCardHandler, jsonRpcHandler, UserBuilder } from '@a2a-js/sdk/server/express';
import express, { type Express } from 'express';
import { AGENT_NAME, AGENT_VERSION, agentCard } from './agent-card.ts';
import type { AgentCounters } from './agent-counters.ts';
import { AnswerExecutor } from './answer-executor.ts';
import type { Answerer } from './answerer.ts';
import { AskOnceHandler } from './ask-once-handler.ts';

/** Questions carry whole filings; the SDK's own limit is about 100 kB. */
const BODY_LIMIT = '32mb';
const CARD_PATHS = ['/.well-known/agent-card.json', '/.well-known/agent.json'] as const;
/** Callers of the field ask in the older protocol. */
const legacyCompat = { enabled: true };

export interface AgentServerOptions {
  readonly answerer: Answerer;
  readonly counters: AgentCounters;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Where callers post, when that is not where we listen. */
  readonly cardUrl?: string;
}

export interface AgentServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an answerer over A2A 1.0 and 0.3 (JSON-RPC), with `/health` and `/stats`. */
export async function startAgentServer(options: AgentServerOptions): Promise<AgentServer> {
  const executor = new AnswerExecutor(options.answerer, options.counters);
  const server = createServer();
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const url = options.cardUrl ?? listeningUrl(server, options.host);
  server.on('request', agentApp(url, executor, options.counters));
  return {
    url,
    async close() {
      executor.abortAll();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function agentApp(url: string, executor: AnswerExecutor, counters: AgentCounters): Express {
  const requestHandler = new AskOnceHandler(agentCard(url), executor, counters);
  const app = express();
  app.disable('x-powered-by');
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok', agent: AGENT_NAME, version: AGENT_VERSION });
  });
  app.get('/stats', (_request, response) => {
    response.json(counters.snapshot());
  });
  for (const path of CARD_PATHS) {
    app.use(path, agentCardHandler({ agentCardProvider: requestHandler, legacyCompat }));
  }
  app.use(express.json({ limit: BODY_LIMIT }));
  app.use(
    jsonRpcHandler({ requestHandler, userBuilder: UserBuilder.noAuthentication, legacyCompat }),
  );
  return app;
}

function listeningUrl(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}/`;
}
