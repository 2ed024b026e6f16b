import type { AgentCard } from '@a2a-js/sdk';
import {
  type Client,
  ClientFactory,
  DefaultAgentCardResolver,
  JsonRpcTransportFactory,
} from '@a2a-js/sdk/client';
import type { AgentError } from '../../domain/errors.ts';
import { patientFetch } from '../http/patient-fetch.ts';
import { AgentConnection } from './agent-connection.ts';
import { toAgentError } from './agent-failure.ts';
import { reachableUrl } from './reachable-url.ts';

const CARD_TIMEOUT_MS = 10_000;
const CARD_PATHS = ['.well-known/agent-card.json', '.well-known/agent.json'] as const;
/** Most agents of the field speak 0.3. */
const legacyCompat = { enabled: true };

/** Knows agents by their cards. A card is read once for all callers, until the agent is forgotten. */
export class AgentDirectory {
  readonly #connections = new Map<string, Promise<AgentConnection>>();
  readonly #cards = new DefaultAgentCardResolver({
    legacyCompat,
    fetchImpl: (input, init) =>
      patientFetch(input, { ...init, signal: AbortSignal.timeout(CARD_TIMEOUT_MS) }),
  });
  readonly #clients = new ClientFactory({
    transports: [new JsonRpcTransportFactory({ legacyCompat, fetchImpl: patientFetch })],
    cardResolver: this.#cards,
  });

  /** @throws AgentError when no usable card is served; an abort rethrows its reason */
  async connect(url: string, signal: AbortSignal): Promise<AgentConnection> {
    signal.throwIfAborted();
    const known = this.#connections.get(url);
    const connection = known ?? this.#open(url);
    if (known === undefined) {
      this.#connections.set(url, connection);
      connection.catch(() => this.#connections.delete(url));
    }
    return unlessAborted(connection, signal);
  }

  /** After a failure: whoever listens there next may be another agent. */
  forget(url: string): void {
    this.#connections.delete(url);
  }

  async #open(url: string): Promise<AgentConnection> {
    try {
      const card = await this.#readCard(url);
      const client: Client = await this.#clients.createFromAgentCard({
        ...card,
        supportedInterfaces: (card.supportedInterfaces ?? []).map((offered) => ({
          ...offered,
          url: reachableUrl(offered.url, url),
        })),
      });
      return new AgentConnection(url, client, card.capabilities?.streaming === true);
    } catch (error) {
      throw toAgentError(error, url);
    }
  }

  async #readCard(url: string): Promise<AgentCard> {
    const base = url.endsWith('/') ? url : `${url}/`;
    let failure: AgentError | undefined;
    for (const path of CARD_PATHS) {
      try {
        return await this.#cards.resolve(base, path);
      } catch (error) {
        failure ??= toAgentError(error, url);
        if (failure.agentCause === 'agent-unreachable') break;
      }
    }
    throw failure;
  }
}

/** One caller's abort must not take the card away from the others. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
