import { type Holder, isSameHolder, type LeaseState } from './lease.ts';

/** Why this holder has no lease yet, for people. */
export function waitingReason({ draining, holder, waiting }: LeaseState, own: Holder): string {
  if (draining) return 'it drains';
  const before = waiting.findIndex((request) => isSameHolder(request.holder, own));
  const others = before > 0 ? `, ${before} before this one` : '';
  return holder === undefined
    ? 'it changes its server'
    : `held by ${holder.holder.workflowId}${others}`;
}
