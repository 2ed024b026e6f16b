import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';
import { hostWorkflowId, ORCHESTRATION_QUEUE } from '../../../src/temporal/names.ts';
import { type BenchOptions, SuiteBench } from '../../support/suite-bench.ts';
import {
  HISTORIES_DIR,
  type HistoryIndex,
  INDEX_FILE,
  type RecordedHistory,
} from '../histories.ts';

/** The start of a child that its parent's history names. */
const CHILDREN = ['runConfig', 'runShard', 'tradeEpisode'] as const;

type Ending = Pick<RecordedHistory, 'type' | 'workflowId' | 'ending'>;

/** Runs suites on a throw-away server and saves what their workflows left. */
export class HistoryRecorder {
  readonly temporalAddress: string;
  readonly #stamp = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  readonly #recorded: RecordedHistory[] = [];

  constructor(temporalAddress: string) {
    this.temporalAddress = temporalAddress;
    mkdirSync(HISTORIES_DIR, { recursive: true });
  }

  startBench(ports: Omit<BenchOptions, 'temporalAddress'>): Promise<SuiteBench> {
    return SuiteBench.start({ temporalAddress: this.temporalAddress, ...ports });
  }

  /** Saves the suite and the first of its config, shard and episode workflows. */
  async record(bench: SuiteBench, suiteId: string, ending: string): Promise<void> {
    let parent: string | undefined = suiteId;
    await this.#save(bench, { type: 'runSuite', workflowId: suiteId, ending });
    for (const type of CHILDREN) {
      parent = await childId(bench, parent, type);
      if (parent === undefined) return;
      await this.#save(bench, { type, workflowId: parent, ending });
    }
  }

  async recordHost(bench: SuiteBench, runId: string, ending: string): Promise<void> {
    const workflowId = hostWorkflowId('local');
    await this.#save(bench, { type: 'inferenceHost', workflowId, ending }, runId);
  }

  async #save(
    bench: SuiteBench,
    { type, workflowId, ending }: Ending,
    runId?: string,
  ): Promise<void> {
    const history = await bench.client.workflow.getHandle(workflowId, runId).fetchHistory();
    // Stack traces name files of this machine.
    const text = historyToJSON(history).replaceAll(PACKAGE_ROOT, '');
    const file = `${type}-${ending}-${this.#stamp}.json`;
    writeFileSync(join(HISTORIES_DIR, file), text);
    const sha256 = createHash('sha256').update(text).digest('hex');
    this.#recorded.push({ file, type, ending, workflowId, sha256 });
  }

  /** Adds what was recorded to the index; what is not replaced stays. */
  writeIndex(): void {
    const path = join(HISTORIES_DIR, INDEX_FILE);
    const old: HistoryIndex = existsSync(path)
      ? JSON.parse(readFileSync(path, 'utf8'))
      : { histories: [] };
    const fresh = new Set(this.#recorded.map(({ file }) => file));
    const histories = [
      ...old.histories.filter(({ file }) => !fresh.has(file)),
      ...this.#recorded,
    ].sort((a, b) => (a.file < b.file ? -1 : 1));
    writeFileSync(path, `${JSON.stringify({ histories }, undefined, 2)}\n`);
    console.log(`recorded ${this.#recorded.length} histories into ${HISTORIES_DIR}`);
  }
}

async function childId(bench: SuiteBench, id: string, type: string): Promise<string | undefined> {
  const { events } = await bench.client.workflow.getHandle(id).fetchHistory();
  const started = events?.find(
    ({ childWorkflowExecutionStartedEventAttributes: child }) => child?.workflowType?.name === type,
  );
  return (
    started?.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId ??
    undefined
  );
}

export const startSuite = (bench: SuiteBench, workflowId: string, input: unknown) =>
  bench.client.workflow.start('runSuite', {
    workflowId,
    taskQueue: ORCHESTRATION_QUEUE,
    args: [input],
  });

export const suiteId = (runKey: string): string => `suite/recorded/${runKey}`;

/** Run keys are never used twice. */
export const freshKey = (ending: string): string => `${ending}-${Date.now()}`;

/** Two configs of so many tasks. */
export const suiteInput = (runKey: string, tasks: number) => ({
  schemaVersion: 1,
  suite: 'recorded',
  runKey,
  configs: ['first', 'second'].map((id) => ({
    id,
    agent: 'do-nothing',
    num_tasks: tasks,
    eval_config: {
      name: 'recorded',
      datasets: [{ type: 'synthetic', generate: { seed: 1, count: tasks } }],
    },
  })),
});
