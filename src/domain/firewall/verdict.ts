import type { FailedReason, UnscoredReason } from '../scoring/score.ts';

/** Who kept a reply from being an answer: what stands between us and the agent, or the agent. */
export type Culprit =
  | {
      readonly kind: 'instrument';
      readonly reason: Extract<UnscoredReason, 'provider-error' | 'truncated-by-endpoint'>;
    }
  | {
      readonly kind: 'agent';
      readonly reason: Extract<FailedReason, 'refused' | 'empty-reply' | 'agent-error'>;
    };

/** What a reply is. `evidence` is at most 120 characters, without keys and account ids. */
export type Verdict =
  | { readonly kind: 'answer' }
  | (Culprit & { readonly rule: string; readonly evidence: string });

export const PROVIDER_ERROR: Culprit = { kind: 'instrument', reason: 'provider-error' };
export const TRUNCATED: Culprit = { kind: 'instrument', reason: 'truncated-by-endpoint' };
export const AGENT_ERROR: Culprit = { kind: 'agent', reason: 'agent-error' };
export const REFUSED: Culprit = { kind: 'agent', reason: 'refused' };
export const EMPTY_REPLY: Culprit = { kind: 'agent', reason: 'empty-reply' };
