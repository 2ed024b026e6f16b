import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import type { EpisodeProgress } from '../activities/contract.ts';
import { addSpend, NOTHING_SPENT } from '../src/domain/suite/budget.ts';
import { settled } from './messages.ts';

/** Activities between two reports: each is an event in the shard's history. */
const REPORT_SITTINGS = 20;

/** Tells the shard what an episode spends, while it is played. */
export class SpendReports {
  #spend = NOTHING_SPENT;
  #sittings = 0;

  async add({ spend, state }: EpisodeProgress): Promise<void> {
    this.#spend = addSpend(this.#spend, spend);
    this.#sittings += 1;
    const isDue = state !== 'open' || this.#sittings % REPORT_SITTINGS === 0;
    const { parent } = workflowInfo();
    if (!isDue || parent === undefined || this.#spend.tokens === 0) return;
    const report = { spend: this.#spend, ended: [] };
    this.#spend = NOTHING_SPENT;
    await getExternalWorkflowHandle(parent.workflowId, parent.runId).signal(settled, report);
  }
}
