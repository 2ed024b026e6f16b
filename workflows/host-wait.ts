import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { isCancellation, patched, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ConfigPlan, ConfigScope, RunScope } from '../activities/contract.ts';
import type { EvalActivities } from '../activities/eval-contract.ts';
import type { HostActivities } from '../activities/host-contract.ts';
import type { MovedConfig } from '../activities/move-contract.ts';
import { inMinutes, tooLongAway } from '../src/domain/deployment/lease/away-host.ts';
import type { FailureType } from '../src/domain/suite/failure-types.ts';
import { bookkeeping, hostNoticeMs, presence } from './policies.ts';

const { moveConfig } = proxyActivities<EvalActivities>(bookkeeping);

/** A config without a bound waits for ever; one activity must not. */
const PATIENCE_MS = 60 * 60_000;

type WaitedHost = Pick<ConfigPlan, 'host' | 'hostWait'>;

/**
 * A config's wait for a worker of its host: visible, counted, and no longer than its plan allows.
 * Then a config that names no host looks for another one, and waits again if there is none.
 */
export class HostWait {
  readonly #plan: WaitedHost;
  readonly #scope: ConfigScope;
  readonly #show: (reason: string | undefined) => void;
  #away: string | undefined;

  constructor(plan: WaitedHost, scope: ConfigScope, show: (reason: string | undefined) => void) {
    this.#plan = plan;
    this.#scope = scope;
    this.#show = show;
  }

  /** Set while the host has no worker, and for good when it is given up: nothing there can be stopped. */
  get away(): string | undefined {
    return this.#away;
  }

  /** Does the work again, once a worker is back, when it finds the host without one. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const result = await work();
        this.#present();
        return result;
      } catch (error) {
        if (!isWithoutWorker(error)) throw error;
        await this.untilPresent();
      }
    }
  }

  /** Resolves when the host has a worker again. @throws `HostAway` when the config waits no longer. */
  async untilPresent(): Promise<void> {
    this.#show('no worker');
    // Runs of earlier versions ask for the work itself, again and again.
    if (!patched('host-presence')) return;
    const { host, hostWait } = this.#plan;
    this.#away = `host ${host} has no worker`;
    const sinceMs = Date.now() - hostNoticeMs(hostWait?.limitMs);
    for (let fromMs = sinceMs; ; fromMs = Date.now()) {
      const leftMs = hostWait && Math.max(1, fromMs + hostWait.limitMs - Date.now());
      if (await this.#answersWithin(leftMs ?? PATIENCE_MS)) break;
      if (hostWait === undefined) continue;
      const waitedMs = Date.now() - sinceMs;
      const why = await this.#giveUp(waitedMs);
      this.#show(`no worker for ${inMinutes(waitedMs)}; ${why}`);
    }
    this.#present();
  }

  #present(): void {
    this.#away = undefined;
    this.#show(undefined);
  }

  async #answersWithin(timeoutMs: number): Promise<boolean> {
    const { answer } = proxyActivities<HostActivities>(presence(this.#plan.host, timeoutMs));
    try {
      await answer();
      return true;
    } catch (error) {
      if (isCancellation(error)) throw error;
      // A worker that answers with an error is one.
      return !(error instanceof ActivityFailure && error.cause instanceof TimeoutFailure);
    }
  }

  /** Why it must wait on. @throws `HostAway` when it need not, with where it goes on if it does. */
  async #giveUp(waitedMs: number): Promise<string> {
    const { host, hostWait } = this.#plan;
    if (hostWait?.mayMove !== true) throw this.#ending(tooLongAway(host, waitedMs));
    const { workflowId, runId } = workflowInfo();
    const at = new Date().toISOString();
    const move = await moveConfig(this.#scope, { workflowId, runId, waitedMs, at });
    if (move.kind === 'nowhere') return move.reason;
    throw this.#ending(move.reason, move);
  }

  #ending(message: string, moved?: MovedConfig): ApplicationFailure {
    this.#away = message;
    this.#show(undefined);
    const details = moved === undefined ? [] : [moved];
    return ApplicationFailure.create({ message, type: HOST_AWAY, nonRetryable: true, details });
  }
}

const HOST_AWAY = 'HostAway' satisfies FailureType;

export const isHostAway = (error: unknown): error is ApplicationFailure =>
  error instanceof ApplicationFailure && error.type === HOST_AWAY;

/** Of a config that goes on elsewhere, in the round that it was in. */
export interface MovedEnd {
  readonly move?: MovedConfig;
}

export function movedBy(error: unknown, scope: RunScope): MovedEnd {
  const move = isHostAway(error) ? (error.details?.[0] as MovedConfig | undefined) : undefined;
  if (move === undefined) return {};
  return { move: { ...move, scope: { ...scope, generation: move.scope.generation } } };
}

/** Nobody took the work up in time. */
export const isWithoutWorker = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof TimeoutFailure &&
  error.cause.timeoutType === 'SCHEDULE_TO_START';
