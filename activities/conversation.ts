import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { mapBounded } from '../src/adapters/artifacts/map-bounded.ts';
import { FailedDecisionSchema } from '../src/contracts/market.ts';
import { type Reply, ReplySchema } from '../src/contracts/records.ts';
import type { DecisionInput } from '../src/domain/market/episode.ts';
import { episodeKeys, episodesPrefix } from '../src/domain/suite/artifact-keys.ts';

/** One decision as it is stored: what the agent replied, or why it made none. */
type StoredDecision =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'failed'; readonly message: string };

export const inputOf = (decision: StoredDecision): DecisionInput =>
  decision.kind === 'reply'
    ? { kind: 'reply', text: decision.reply.text }
    : { kind: 'failed', reason: decision.message };

/** Which of an episode's conversations counts. */
export interface ConversationPlace {
  readonly generation: number;
  readonly keys: ReturnType<typeof episodeKeys>;
  /** Keys of everything stored of the episode. */
  readonly stored: readonly string[];
}

/** The first that is not lost; it may not have begun yet. */
export async function findConversation(
  store: ArtifactStore,
  taskDir: string,
  episodeId: string,
): Promise<ConversationPlace> {
  const stored = await store.list(`${episodesPrefix(taskDir)}${episodeId}/`);
  for (let generation = 0; ; generation += 1) {
    const keys = episodeKeys(taskDir, episodeId, generation);
    if (!stored.includes(keys.lost)) return { generation, keys, stored };
  }
}

/** The conversation of an episode that counts, with the decisions made in it, in order. */
export class Conversation {
  readonly generation: number;
  readonly decisions: StoredDecision[];
  readonly #store: ArtifactStore;
  readonly #keys: ReturnType<typeof episodeKeys>;

  private constructor(
    store: ArtifactStore,
    generation: number,
    keys: ReturnType<typeof episodeKeys>,
    decisions: StoredDecision[],
  ) {
    this.#store = store;
    this.generation = generation;
    this.#keys = keys;
    this.decisions = decisions;
  }

  static async open(
    store: ArtifactStore,
    taskDir: string,
    episodeId: string,
  ): Promise<Conversation> {
    const { generation, keys, stored } = await findConversation(store, taskDir, episodeId);
    const own = stored.filter((key) => key.startsWith(`${keys.dir}/`));
    return new Conversation(store, generation, keys, await readDecisions(store, own));
  }

  /** To be sent with the next message; undefined before the agent has named one. */
  get contextId(): string | undefined {
    return contextsOf(this.decisions).at(-1);
  }

  /**
   * Whether the agent has forgotten it: it kept the conversation's id at first, and then named
   * another. Agents that never keep one have nothing to forget.
   */
  get isLost(): boolean {
    const [first, second, ...later] = contextsOf(this.decisions);
    return first !== undefined && first === second && later.some((id) => id !== first);
  }

  async giveUp(): Promise<void> {
    const message = 'the agent went on under another context id: it has forgotten the conversation';
    const record = { call: this.decisions.length - 1, message, at: new Date().toISOString() };
    await putJson(this.#store, this.#keys.lost, record);
  }
}

const contextsOf = (decisions: readonly StoredDecision[]): readonly string[] =>
  decisions.flatMap((decision) =>
    decision.kind === 'reply' ? (decision.reply.contextId ?? []) : [],
  );

/** Without gaps from the first: decisions are made one after another. */
async function readDecisions(
  store: ArtifactStore,
  keys: readonly string[],
): Promise<StoredDecision[]> {
  const ends = new Map<number, string>();
  for (const key of keys) {
    const call = /\/steps\/(\d+)\/r\d+\/(?:reply|failed)\.json$/.exec(key)?.[1];
    // Of two rounds that both ended it the first counts.
    if (call !== undefined && !ends.has(Number(call))) ends.set(Number(call), key);
  }
  const ordered: string[] = [];
  for (let key = ends.get(0); key !== undefined; key = ends.get(ordered.length)) ordered.push(key);
  return mapBounded(ordered, (key) => readDecision(store, key));
}

async function readDecision(store: ArtifactStore, key: string): Promise<StoredDecision> {
  if (key.endsWith('/reply.json')) {
    return { kind: 'reply', reply: await getJson(store, key, ReplySchema) };
  }
  const { message } = await getJson(store, key, FailedDecisionSchema);
  return { kind: 'failed', message };
}
