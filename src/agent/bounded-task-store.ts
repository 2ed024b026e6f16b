import { type ListTasksResponse, type Task, TaskState } from '@a2a-js/sdk';
import { UnsupportedOperationError } from '@a2a-js/sdk/errors';
import type { TaskStore } from '@a2a-js/sdk/server';

const SETTLED: ReadonlySet<TaskState | undefined> = new Set([
  TaskState.TASK_STATE_COMPLETED,
  TaskState.TASK_STATE_FAILED,
  TaskState.TASK_STATE_CANCELED,
  TaskState.TASK_STATE_REJECTED,
]);

export const isSettled = (task: Task): boolean => SETTLED.has(task.status?.state);

/**
 * Tasks in memory: all that run, and the latest that have settled, so that a caller who lost the
 * reply can fetch it. An agent that serves a run of days must not keep every answer.
 */
export class BoundedTaskStore implements TaskStore {
  readonly #settledMax: number;
  readonly #running = new Map<string, Task>();
  readonly #settled = new Map<string, Task>();

  constructor(settledMax: number) {
    this.#settledMax = settledMax;
  }

  // Copies both ways: the server edits what it loads and goes on editing what it saved.
  async load(id: string): Promise<Task | undefined> {
    return structuredClone(this.#running.get(id) ?? this.#settled.get(id));
  }

  async save(task: Task): Promise<void> {
    if (!isSettled(task)) {
      this.#running.set(task.id, structuredClone(task));
      return;
    }
    this.#running.delete(task.id);
    this.#settled.set(task.id, structuredClone(task));
    const [oldest] = this.#settled.keys();
    if (this.#settled.size > this.#settledMax && oldest !== undefined) this.#settled.delete(oldest);
  }

  list(): Promise<ListTasksResponse> {
    return Promise.reject(new UnsupportedOperationError('this agent lists no tasks: ask by id'));
  }
}
