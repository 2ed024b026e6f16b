import type { DecisionRequest } from '../episode.ts';
import type { BarTable } from './bar-table.ts';
import type { AccountView, CompatAccount } from './compat-account.ts';
import { decisionPayload } from './decision-payload.ts';

/**
 * Asks for a decision on the bar in hand. The account is kept as it stands, so that the payload may be
 * asked for at any time; a getter, since in-process agents ask on millions of bars and never read it.
 */
export class CompatRequest implements DecisionRequest {
  readonly step: number;
  readonly call: number;
  readonly startsConversation: boolean;
  readonly #table: BarTable;
  readonly #account: AccountView;

  constructor(table: BarTable, account: CompatAccount, call: number) {
    this.step = account.step;
    this.call = call;
    // A first bar that is skipped leaves the episode without a beginning, as in the original.
    this.startsConversation = account.step === 0;
    this.#table = table;
    this.#account = account.view();
  }

  get payload(): () => string {
    return () => decisionPayload(this.#table, this.step, this.#account);
  }
}
