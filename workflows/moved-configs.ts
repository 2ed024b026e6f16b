import type { ConfigPlan, RunScope } from '../activities/contract.ts';
import type { MovedConfig } from '../activities/move-contract.ts';
import { configWorkflowId, movedConfigWorkflowId } from '../src/temporal/names.ts';

/** Long enough for a worker that was restarted. */
const LEFT_HOST_WAIT_MS = 60_000;

export interface PlacedConfig {
  readonly scope: RunScope;
  readonly plan: ConfigPlan;
  readonly workflowId: string;
  /** For lists of workflows. */
  readonly staticSummary: string;
}

/** Which configs of a suite run elsewhere than planned, and where. */
export class MovedConfigs {
  readonly #suiteId: string;
  readonly #moves = new Map<string, MovedConfig>();
  /** Hosts that a config has left for want of a worker. */
  readonly #left = new Set<string>();

  constructor(suiteId: string) {
    this.#suiteId = suiteId;
  }

  add(from: string, move: MovedConfig): void {
    this.#moves.set(move.plan.configId, move);
    this.#left.add(from);
  }

  /** Why it runs where it does, when it was not planned so. */
  reason(configId: string): string | undefined {
    return this.#moves.get(configId)?.reason;
  }

  workflowId(configId: string): string {
    const move = this.#moves.get(configId);
    return move === undefined
      ? configWorkflowId(this.#suiteId, configId)
      : movedConfigWorkflowId(this.#suiteId, configId, move.scope.generation);
  }

  /** Where and as what a config starts. Nobody waits out a host again that others have left. */
  place(planned: ConfigPlan, scope: RunScope): PlacedConfig {
    const move = this.#moves.get(planned.configId);
    const plan = move?.plan ?? planned;
    const { hostWait } = plan;
    const isLeft = hostWait?.mayMove === true && this.#left.has(plan.host);
    return {
      scope: move?.scope ?? scope,
      plan: isLeft
        ? {
            ...plan,
            hostWait: { ...hostWait, limitMs: Math.min(hostWait.limitMs, LEFT_HOST_WAIT_MS) },
          }
        : plan,
      workflowId: this.workflowId(planned.configId),
      staticSummary: `${plan.model} (${plan.agent}) on ${plan.host}${move ? `, ${move.reason}` : ''}`,
    };
  }
}
