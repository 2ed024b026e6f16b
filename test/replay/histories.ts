import { join } from 'node:path';

export const HISTORIES_DIR = join(import.meta.dirname, '../histories');
export const INDEX_FILE = 'index.json';

export interface RecordedHistory {
  readonly file: string;
  readonly type: string;
  readonly ending: string;
  readonly workflowId: string;
  readonly sha256: string;
}

/** `test/histories/index.json` */
export interface HistoryIndex {
  readonly histories: readonly RecordedHistory[];
}
