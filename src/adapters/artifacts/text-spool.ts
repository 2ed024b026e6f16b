import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Characters that are gathered before they are written. */
const PIECE_CHARS = 256 * 1024;

/** Text put aside in a file of its own, which is gone when the spool is. */
export class TextSpool implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #path: string;
  #pending: string[] = [];
  #pendingChars = 0;

  private constructor(file: FileHandle, path: string) {
    this.#file = file;
    this.#path = path;
  }

  static async open(folder: string): Promise<TextSpool> {
    const path = join(folder, `.${randomUUID()}.tmp`);
    return new TextSpool(await open(path, 'wx+'), path);
  }

  async add(text: string): Promise<void> {
    this.#pending.push(text);
    this.#pendingChars += text.length;
    if (this.#pendingChars >= PIECE_CHARS) await this.#flush();
  }

  /** All that was added, in order. */
  async *read(): AsyncGenerator<string> {
    await this.#flush();
    yield* this.#file.createReadStream({ start: 0, encoding: 'utf8', autoClose: false });
  }

  async #flush(): Promise<void> {
    const text = this.#pending.join('');
    this.#pending = [];
    this.#pendingChars = 0;
    await this.#file.appendFile(text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
    await unlink(this.#path);
  }
}
