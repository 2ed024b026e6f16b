import { ConfigurationError } from '../domain/errors.ts';
import { buyAndHold } from '../domain/market/policies/buy-and-hold.ts';
import { randomTrader } from '../domain/market/policies/random-trader.ts';
import { rules } from '../domain/market/policies/rules.ts';
import { AgentCounters } from './agent-counters.ts';
import { type AgentServer, startAgentServer } from './agent-server.ts';
import type { AgentFlags } from './agent-settings.ts';
import { readAnswerKey } from './answer-key.ts';
import type { Answerer } from './answerer.ts';
import { connectModel } from './connect-model.ts';
import { createModelAnswerer } from './model-answerer.ts';
import type { ModelOptions } from './model-options.ts';
import { delayed, doNothing, noisyOracle, oracle, tradeBy } from './reference-answerers.ts';
import { createTradeAnswerer } from './trade-answerer.ts';

/**
 * Starts the agent the flags describe.
 * @param readModelOptions called for the built-in agent only
 * @throws ConfigurationError
 */
export async function serveAgent(
  flags: AgentFlags,
  readModelOptions: () => ModelOptions,
): Promise<AgentServer> {
  const counters = new AgentCounters();
  const answerer =
    flags.kind === 'builtin'
      ? await builtinAnswerer(readModelOptions(), counters)
      : await pacedReference(flags);
  const { host, port, 'card-url': cardUrl } = flags;
  try {
    return await startAgentServer({
      ...{ answerer, counters, host, port },
      ...(cardUrl === undefined ? {} : { cardUrl }),
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'ENOTFOUND'].includes(code)) throw error;
    throw new ConfigurationError(
      `cannot listen on ${host}:${port} (${code}): choose another --port or --host`,
      { host, port },
      { cause: error },
    );
  }
}

async function builtinAnswerer(options: ModelOptions, counters: AgentCounters): Promise<Answerer> {
  const { tools, maxTokens } = options;
  const endpoint = await connectModel(options);
  const questions = createModelAnswerer(endpoint, counters, { tools });
  return createTradeAnswerer(endpoint, counters, { maxTokens, questions });
}

type ReferenceFlags = Exclude<AgentFlags, { kind: 'builtin' }>;

async function pacedReference(flags: ReferenceFlags): Promise<Answerer> {
  const answerer = await createReference(flags);
  const { 'delay-ms': delayMs, 'jitter-seed': jitterSeed } = flags;
  if (delayMs === undefined) return answerer;
  return delayed(answerer, { delayMs, ...(jitterSeed === undefined ? {} : { jitterSeed }) });
}

async function createReference(flags: ReferenceFlags): Promise<Answerer> {
  switch (flags.kind) {
    case 'do-nothing':
      return doNothing;
    case 'buy-and-hold':
      return tradeBy(buyAndHold);
    case 'random-trader':
      return tradeBy(randomTrader(flags.seed));
    case 'rules':
      return tradeBy(rules);
    case 'oracle':
      return oracle(await readAnswerKey(flags.answers));
    case 'noisy-oracle':
      return noisyOracle(await readAnswerKey(flags.answers), flags);
  }
}
