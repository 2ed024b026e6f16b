import type { TaskPhase } from '../src/domain/suite/artifact-keys.ts';
import { addSpend, type Budget, exceeded, NOTHING_SPENT } from '../src/domain/suite/budget.ts';
import { CircuitBreaker } from '../src/domain/suite/circuit-breaker.ts';
import type { SettledReport } from './messages.ts';

/** When what shards report is reason enough to stop a config: its budget, or task after task failing. */
export class StopRule {
  readonly #budget: Budget;
  #phase: TaskPhase | undefined;
  #spend = NOTHING_SPENT;
  #breaker = new CircuitBreaker();

  constructor(budget: Budget = {}) {
    this.#budget = budget;
  }

  /** Failures of an earlier phase or round say nothing about the next; what is spent is spent. */
  renew(phase?: TaskPhase): void {
    this.#phase = phase;
    this.#breaker = new CircuitBreaker();
  }

  /** Why to stop; undefined to go on. */
  reasonAfter({ spend, ended }: SettledReport): string | undefined {
    this.#spend = addSpend(this.#spend, spend);
    // The budget is the agent's: what was answered within it is graded.
    let reason = this.#phase === 'grade' ? undefined : exceeded(this.#budget, this.#spend);
    for (const task of ended) {
      const tripped = this.#breaker.record(task);
      if (tripped !== undefined) reason ??= `circuit breaker: ${tripped}`;
    }
    return reason;
  }
}
