import type { FetchProgress } from '../../adapters/datasets/hub/fetch-dataset.ts';
import type { OutputStream } from '../context.ts';
import { writeLine } from '../output.ts';

const REDRAW_MS = 200;

/** Shows a download: one line that changes on a terminal, one line a file elsewhere. */
export class FetchDisplay {
  readonly #stream: OutputStream;
  readonly #now: () => number;
  #path = '';
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(stream: OutputStream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  show({ path, bytes, ofBytes, file, ofFiles }: FetchProgress): void {
    const isDone = bytes >= ofBytes;
    const line = `[${file}/${ofFiles}] ${path}  ${megabytes(bytes)} of ${megabytes(ofBytes)} MB`;
    if (!this.#stream.isTTY) {
      if (this.#path !== path) {
        writeLine(this.#stream, `[${file}/${ofFiles}] ${path}  ${megabytes(ofBytes)} MB`);
      }
    } else if (isDone || this.#now() - this.#drawnAt >= REDRAW_MS) {
      this.#drawnAt = this.#now();
      this.#stream.write(`\r\u001b[K${line.slice(0, (this.#stream.columns ?? 80) - 1)}`);
      if (isDone) this.#stream.write('\n');
    }
    this.#path = path;
  }
}

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
