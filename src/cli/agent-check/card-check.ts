import { z } from 'zod';
import { reachableUrl } from '../../adapters/a2a/reachable-url.ts';
import { patientFetch } from '../../adapters/http/patient-fetch.ts';
import { type AgentCheck, type CheckTarget, reasonOf } from './check.ts';

const CARD_TIMEOUT_MS = 10_000;
const CARD_PATHS = ['.well-known/agent-card.json', '.well-known/agent.json'] as const;

/** A card of either protocol version; agents that speak both show the one they are asked for. */
const CardSchema = z.object({
  name: z.string(),
  protocolVersion: z.string().optional(),
  url: z.string().optional(),
  preferredTransport: z.string().optional(),
  supportedInterfaces: z
    .array(z.object({ url: z.string(), protocolBinding: z.string(), protocolVersion: z.string() }))
    .optional(),
});
type Card = z.infer<typeof CardSchema>;

interface Offer {
  readonly version: string;
  readonly url: string;
}

/** Whether the card is found, names a JSON-RPC address, and one that can be reached from here. */
export async function checkCard(target: CheckTarget): Promise<AgentCheck> {
  const cards: Card[] = [];
  let reason = 'no card';
  // Without the header an agent answers as in protocol 0.3.
  for (const headers of [{}, { 'a2a-version': '1.0' }]) {
    try {
      cards.push(await readCard(target, headers));
    } catch (error) {
      target.signal.throwIfAborted();
      reason = reasonOf(error);
    }
  }
  const offers = cards.flatMap(offersOf);
  const [offer] = offers;
  const name = 'card';
  if (cards.length === 0) {
    const remedy = `serve an agent card at ${CARD_PATHS[0]}, or correct the URL`;
    return { name, status: 'fail', detail: reason, remedy };
  }
  if (offer === undefined) {
    const remedy = 'offer JSONRPC: a url (protocol 0.3) or supportedInterfaces (1.0)';
    return { name, status: 'fail', detail: 'the card offers no JSON-RPC address', remedy };
  }
  const versions = [...new Set(offers.map(({ version }) => version))].toSorted();
  const detail = `"${cards[0]?.name}" speaks ${versions.join(' and ')} at ${offer.url}`;
  const reached = reachableUrl(offer.url, target.url);
  if (URL.canParse(offer.url) && new URL(offer.url).href === reached) {
    return { name, status: 'ok', detail };
  }
  const remedy = `advertise the address others reach (we post to ${reached} instead)`;
  return { name, status: 'warn', detail, remedy };
}

async function readCard(
  { url, signal }: CheckTarget,
  headers: Record<string, string>,
): Promise<Card> {
  const base = url.endsWith('/') ? url : `${url}/`;
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(CARD_TIMEOUT_MS)]);
  let reason = '';
  for (const path of CARD_PATHS) {
    const cardUrl = new URL(path, base).href;
    const response = await patientFetch(cardUrl, { headers, signal: bounded });
    const text = await response.text();
    const card = response.ok ? CardSchema.safeParse(parseJson(text)) : undefined;
    if (card?.success) return card.data;
    reason ||= `${cardUrl} answers ${response.status} without an agent card`;
  }
  throw new Error(reason);
}

const isJsonRpc = (transport: string): boolean => /^json-?rpc$/i.test(transport);

function offersOf(card: Card): readonly Offer[] {
  const current = (card.supportedInterfaces ?? [])
    .filter(({ protocolBinding }) => isJsonRpc(protocolBinding))
    .map(({ protocolVersion, url }) => ({ version: protocolVersion, url }));
  const legacy = card.url !== undefined && isJsonRpc(card.preferredTransport ?? 'JSONRPC');
  return legacy
    ? [...current, { version: (card.protocolVersion ?? '0.3').slice(0, 3), url: card.url ?? '' }]
    : current;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
