import { condition } from '@temporalio/workflow';

/** Who may use a host now: holders in the order they ask. */
export class LaneLock {
  #queue: string[] = [];

  /** Resolves when it is the holder's turn, or it has withdrawn. Asking twice is asking once. */
  async acquire(holder: string): Promise<void> {
    if (!this.#queue.includes(holder)) this.#queue.push(holder);
    await condition(() => this.#queue[0] === holder || !this.#queue.includes(holder));
  }

  /** Asks for the turn after the present one, before all who wait. */
  reserveNext(holder: string): void {
    this.#queue.splice(1, 0, holder);
  }

  /** Resolves when the holder has given the lane on. */
  async released(holder: string): Promise<void> {
    await condition(() => !this.#queue.includes(holder));
  }

  /** Gives the lane on, or withdraws; one that neither has nor awaits it changes nothing. */
  release(holder: string): void {
    this.#queue = this.#queue.filter((waiting) => waiting !== holder);
  }
}
