import { describeResults } from './results-file.ts';
import { ResultsTally } from './results-tally.ts';
import type { StoredResults } from './run-report.ts';
import { applyStoragePolicy, type StoragePolicy } from './storage-policy.ts';

/** Text put aside outside of memory, and given back once. */
export interface Spool extends AsyncDisposable {
  add(text: string): Promise<void>;
  /** All that was added, in order. */
  read(): AsyncIterable<string>;
}

/** Where the items of both lists stand in the file. */
const INDENT = ' '.repeat(8);
/** No text of a JSON document holds a line end or a bare quote: this is found where it is meant. */
const emptyList = (key: string): string => `\n      "${key}": []`;

/**
 * The text of `buildResultsFile`, byte by byte, in pieces: tasks are read once, and held one at a
 * time. The file begins with what is known at the end, so its lists wait in spools.
 */
export async function* resultsText(
  { report, tasks }: StoredResults,
  policy: StoragePolicy,
  openSpool: () => Promise<Spool>,
): AsyncGenerator<string> {
  await using detailed = await openSpool();
  await using rows = await openSpool();
  const tally = new ResultsTally(report);
  const lists = { detailed: new ListText(detailed), rows: new ListText(rows) };
  for await (const task of tasks()) {
    for (const exported of tally.add(task)) {
      if (exported.detailed !== undefined) await lists.detailed.add(exported.detailed);
      await lists.rows.add(applyStoragePolicy(exported.row, policy));
    }
  }
  const file = describeResults(report, tally, { detailed: [], rows: [] });
  const text = `${JSON.stringify(file, undefined, 2)}\n`;
  const [start = '', rest = ''] = text.split(emptyList('detailed_results'));
  const [middle = '', end = ''] = rest.split(emptyList('results'));
  yield start;
  yield* lists.detailed.read('detailed_results');
  yield middle;
  yield* lists.rows.read('results');
  yield end;
}

/** A list of a JSON document, written item by item. */
class ListText {
  readonly #spool: Spool;
  #length = 0;

  constructor(spool: Spool) {
    this.#spool = spool;
  }

  async add(item: object): Promise<void> {
    const text = JSON.stringify(item, undefined, 2).replaceAll('\n', `\n${INDENT}`);
    await this.#spool.add(`${this.#length === 0 ? '' : ','}\n${INDENT}${text}`);
    this.#length += 1;
  }

  async *read(key: string): AsyncGenerator<string> {
    if (this.#length === 0) {
      yield emptyList(key);
      return;
    }
    yield `\n      "${key}": [`;
    yield* this.#spool.read();
    yield '\n      ]';
  }
}
