import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { findJson, getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import {
  type ArtifactRef,
  CallErrorSchema,
  type CallIntent,
  CallTaskSchema,
  type Reply,
  ReplySchema,
} from '../src/contracts/records.ts';
import type { AgentErrorCause } from '../src/domain/errors.ts';
import { callKeys } from '../src/domain/suite/artifact-keys.ts';
import type { GradedReply } from './outcome.ts';

/** The first time the agent came to an end by itself, whatever its words were worth. */
export interface FirstReply {
  /** Empty when it completed without any text. */
  readonly text: string;
  /** Of the stored reply; an empty one is not stored. */
  readonly ref?: ArtifactRef;
  /** The agent's conversation, where it was asked for. */
  readonly contextId?: string;
}

const firstOf = ({ reply, ref }: GradedReply) => ({
  text: reply.text,
  ref,
  ...(reply.contextId !== undefined && { contextId: reply.contextId }),
  at: reply.receivedAt,
});

export interface OpenCall {
  readonly call: number;
  readonly agentUrl: string;
  readonly a2aTaskId: string;
}

interface Calls {
  readonly intents: number;
  /** Keys of errors. */
  readonly failed: readonly string[];
  /** Keys of replies that were refused or late. */
  readonly replied: readonly string[];
  readonly ended: ReadonlySet<number>;
}

/**
 * Every call for one answer, as files: intents before, replies and errors after.
 * Two attempts may write at once; the first complete reply wins and numbers are never shared.
 */
export class CallLog {
  readonly #store: ArtifactStore;
  readonly #keys: ReturnType<typeof callKeys>;
  #listed: Promise<Calls> | undefined;

  /** `dir` is a task's round, or a decision of an episode. */
  constructor(store: ArtifactStore, dir: string) {
    this.#store = store;
    this.#keys = callKeys(dir);
  }

  reply(): Promise<GradedReply | undefined> {
    return this.#find(this.#keys.reply);
  }

  /** Claims the next number. The intent is on disk before anything is sent. */
  async begin(
    intent: (call: number) => Omit<CallIntent, 'schemaVersion' | 'call'>,
  ): Promise<number> {
    for (let call = (await this.#known()).intents + 1; ; call += 1) {
      const record = { schemaVersion: 1, call, ...intent(call) };
      const { created } = await putJson(this.#store, this.#keys.intent(call), record);
      if (created) return call;
    }
  }

  async agentTask(call: number, agentUrl: string, a2aTaskId: string): Promise<void> {
    await putJson(this.#store, this.#keys.callTask(call), { agentUrl, a2aTaskId });
  }

  /** The reply that counts: this one, or the one that came first. */
  async finish(reply: Reply): Promise<GradedReply> {
    const { ref, created } = await putJson(this.#store, this.#keys.reply, reply);
    if (created) return { reply, ref };
    await putJson(this.#store, this.#keys.callReply(reply.call), reply);
    return { reply: await getJson(this.#store, ref, ReplySchema), ref };
  }

  /**
   * What the original would have graded: it asks once and takes what comes. Refused replies count,
   * failed calls do not, for it drops those. Undefined when no call of the round was completed.
   */
  async firstReply(): Promise<FirstReply | undefined> {
    const { failed, replied } = await this.#calls();
    const stored = await Promise.all([this.#keys.reply, ...replied].map((key) => this.#find(key)));
    const errors = await Promise.all(
      failed.map((key) => getJson(this.#store, key, CallErrorSchema)),
    );
    const ended = [
      ...stored.flatMap((each) => (each ? [firstOf(each)] : [])),
      ...errors.flatMap(({ cause, at }) => (cause === 'empty-reply' ? [{ text: '', at }] : [])),
    ];
    return ended.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
  }

  /** A reply that is not graded and does not end the task. */
  async keepRefused(reply: Reply): Promise<void> {
    await putJson(this.#store, this.#keys.callReply(reply.call), reply);
  }

  async fail(call: number, cause: AgentErrorCause, message: string, at: Date): Promise<void> {
    const record = { cause, message, at: at.toISOString() };
    this.#listed = undefined;
    await putJson(this.#store, this.#keys.callError(call), record);
  }

  /** Causes of the failed calls so far, in order. */
  async failures(): Promise<readonly AgentErrorCause[]> {
    const { failed } = await this.#known();
    return Promise.all(
      failed.map(async (key) => (await getJson(this.#store, key, CallErrorSchema)).cause),
    );
  }

  /** The latest call whose agent task is known and which has not ended. */
  async openCall(): Promise<OpenCall | undefined> {
    const { intents, ended } = await this.#known();
    if (intents === 0 || ended.has(intents)) return undefined;
    const task = await findJson(this.#store, this.#keys.callTask(intents), CallTaskSchema);
    return task && { call: intents, ...task };
  }

  async intents(): Promise<number> {
    return (await this.#calls()).intents;
  }

  async #find(key: string): Promise<GradedReply | undefined> {
    const reply = await findJson(this.#store, key, ReplySchema);
    // Storing what is stored changes nothing and gives its reference.
    return reply && { reply, ref: (await putJson(this.#store, key, reply)).ref };
  }

  /** As of this attempt's last own failure: numbers taken meanwhile are found when they are claimed. */
  #known(): Promise<Calls> {
    this.#listed ??= this.#calls();
    return this.#listed;
  }

  async #calls(): Promise<Calls> {
    const keys = await this.#store.list(this.#keys.calls);
    const number = (key: string) => Number(key.slice(this.#keys.calls.length).split('.')[0]);
    const failed = keys.filter((key) => key.endsWith('.error.json'));
    const replied = keys.filter((key) => key.endsWith('.reply.json'));
    const ended = new Set([...failed, ...replied].map(number));
    return { intents: Math.max(0, ...keys.map(number)), failed, replied, ended };
  }
}
