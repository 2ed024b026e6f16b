import { createHash } from 'node:crypto';
import type { ArtifactStore, PutResult } from '../../src/adapters/artifacts/artifact-store.ts';
import type { ArtifactRef, Outcome } from '../../src/contracts/records.ts';
import { roundKeys } from '../../src/domain/suite/artifact-keys.ts';
import { anOutcome, scored } from './config-records.ts';
import { aReply } from './stored-run.ts';

/** What an agent or a judge writes at length. */
const TEXT = 'The discounted cash flows are compared with the price. '.repeat(60);
const FOLDERS_AT_ONCE = 32;

interface Answered {
  readonly tasksDir: string;
  /** By folder name below `tasksDir`. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * Records of a run of any size. What is put is kept; the answers to its tasks, and the verdicts on
 * them, take no room and are written when they are read.
 */
export class LargeRunStore implements ArtifactStore {
  readonly #kept = new Map<string, Uint8Array>();
  #answered: Answered = { tasksDir: 'none/', outcomes: new Map() };

  /** From now on every task has been answered once, at length. */
  answerAll(configDir: string, tasks: readonly Pick<Outcome, 'taskId' | 'dataset'>[]): void {
    const score = scored(1);
    const outcomes = tasks.map(({ taskId, dataset }) => anOutcome(taskId, score, { dataset }));
    const byFolder = outcomes.map((outcome) => [outcome.taskId, outcome] as const);
    this.#answered = { tasksDir: `${configDir}/tasks/`, outcomes: new Map(byFolder) };
  }

  async putIfAbsent(key: string, bytes: Uint8Array): Promise<PutResult> {
    const created = !this.#kept.has(key);
    if (created) this.#kept.set(key, bytes);
    return { ref: refOf(key, this.#kept.get(key) ?? bytes), created };
  }

  async get(key: string | ArtifactRef): Promise<Uint8Array> {
    const name = typeof key === 'string' ? key : key.key;
    const bytes = await this.find(name);
    if (bytes === undefined) throw new Error(`${name} is missing`);
    return bytes;
  }

  async find(key: string): Promise<Uint8Array | undefined> {
    const kept = this.#kept.get(key);
    if (kept !== undefined || !key.startsWith(this.#answered.tasksDir)) return kept;
    const [folder = ''] = key.slice(this.#answered.tasksDir.length).split('/');
    const outcome = this.#answered.outcomes.get(folder);
    if (outcome === undefined) return undefined;
    if (key.endsWith('/reply.json')) return toBytes(aReply(TEXT));
    const told = outcome.score.kind === 'scored' ? { ...outcome.score, feedback: TEXT } : {};
    return key.endsWith('/outcome.json') ? toBytes({ ...outcome, score: told }) : undefined;
  }

  async has(key: string): Promise<boolean> {
    return (await this.find(key)) !== undefined;
  }

  async list(prefix: string): Promise<readonly string[]> {
    const { tasksDir } = this.#answered;
    const kept = [...this.#kept.keys()].filter((key) => key.startsWith(prefix)).sort();
    if (prefix === tasksDir) return [...kept, ...this.#folders().flatMap(keysOf(tasksDir))];
    if (!prefix.startsWith(tasksDir)) return kept;
    const [folder = ''] = prefix.slice(tasksDir.length).split('/');
    return keysOf(tasksDir)(folder).filter((key) => key.startsWith(prefix));
  }

  async *walk(prefix: string): AsyncGenerator<readonly string[]> {
    const { tasksDir } = this.#answered;
    const folders = prefix === tasksDir ? this.#folders() : [];
    if (folders.length === 0) yield await this.list(prefix);
    for (let start = 0; start < folders.length; start += FOLDERS_AT_ONCE) {
      yield folders.slice(start, start + FOLDERS_AT_ONCE).flatMap(keysOf(tasksDir));
    }
  }

  #folders(): readonly string[] {
    return [...this.#answered.outcomes.keys()].sort();
  }
}

const keysOf = (tasksDir: string) => (folder: string) => {
  const keys = roundKeys(`${tasksDir}${folder}/k0`, 0);
  return [keys.intent(1), keys.callTask(1), keys.outcome, keys.reply];
};

const toBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const refOf = (key: string, bytes: Uint8Array): ArtifactRef => ({
  key,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  bytes: bytes.byteLength,
});
