import {
  type ChildWorkflowHandle,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { EpisodeRef, PendingTask, SliceRef } from '../activities/contract.ts';
import { episodeWorkflowId } from '../src/temporal/names.ts';
import { allSettled } from './concurrency.ts';
import { finish, pause, resume } from './messages.ts';
import type { EpisodeInput, EpisodeResult, tradeEpisode } from './trade-episode.ts';

type EpisodeHandle = ChildWorkflowHandle<typeof tradeEpisode>;
type EpisodePlace = Pick<EpisodeInput, 'host' | 'timeoutMs' | 'reportsSpend'>;

/** The open episodes of one shard, and what has been said to them. */
export class EpisodePool {
  readonly #slice: SliceRef;
  readonly #place: EpisodePlace;
  readonly #open = new Set<EpisodeHandle>();
  #paused: boolean;
  #finishing = false;

  constructor(slice: SliceRef, place: EpisodePlace, paused: boolean) {
    this.#slice = slice;
    this.#place = place;
    this.#paused = paused;
  }

  /**
   * Plays a task's episodes, stage after stage. Undefined when the task is to be finished early,
   * and stays open for a resume.
   */
  async play(
    task: PendingTask,
    stages: NonNullable<PendingTask['stages']>,
  ): Promise<readonly EpisodeResult[] | undefined> {
    const results: EpisodeResult[] = [];
    const { position, taskId } = task;
    for (const stage of stages) {
      if (this.#finishing) return undefined;
      await allSettled(
        stage.map(async (episodeId) => {
          results.push(await this.#play({ ...this.#slice, position, taskId, episodeId }));
        }),
      );
    }
    return results.some(({ state }) => state === 'open') ? undefined : results;
  }

  async setPaused(paused: boolean): Promise<void> {
    this.#paused = paused;
    await this.#signal((episode) => episode.signal(paused ? pause : resume));
  }

  async finish(): Promise<void> {
    this.#finishing = true;
    await this.#signal((episode) => episode.signal(finish, undefined));
  }

  async #play(ref: EpisodeRef): Promise<EpisodeResult> {
    const { taskId, episodeId, repeat, scope } = ref;
    const { round, generation } = scope;
    const paused = this.#paused;
    const finishing = this.#finishing;
    const episode = await startChild<typeof tradeEpisode>('tradeEpisode', {
      workflowId: episodeWorkflowId(configIdOf(workflowInfo().workflowId), {
        ...{ taskId, episodeId, repeat, round, generation },
      }),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      // The agent must have been told before its process is stopped.
      cancellationType: 'WAIT_CANCELLATION_COMPLETED',
      staticSummary: `${taskId}: ${episodeId}`,
      args: [{ ...ref, ...this.#place, paused, decided: 0 }],
    });
    this.#open.add(episode);
    try {
      // Signals that came while the child was being started did not reach it.
      if (this.#paused !== paused) await this.setPaused(this.#paused);
      if (this.#finishing !== finishing) await this.finish();
      return await episode.result();
    } finally {
      this.#open.delete(episode);
    }
  }

  async #signal(send: (episode: EpisodeHandle) => Promise<void>): Promise<void> {
    // An episode that has just closed refuses signals, and needs none.
    await Promise.allSettled([...this.#open].map(send));
  }
}

/** A shard's id is its config's and one segment more. */
const configIdOf = (shardId: string): string => shardId.slice(0, shardId.lastIndexOf('/'));
