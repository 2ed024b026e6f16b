/**
 * MEM weights do not fit; KV they do, but not the sequences; FREE the engine asks for more memory
 * than an idle GPU has free; TP the model cannot be cut so;
 * LEN beyond the model's context; DTYPE a type the engine or the checkpoint does not have;
 * ARCH the GPU lacks what the model needs.
 */
export const CHECK_CODES = ['MEM', 'KV', 'FREE', 'TP', 'LEN', 'DTYPE', 'ARCH'] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export interface Check {
  readonly code: CheckCode;
  readonly state: 'ok' | 'tight' | 'fails' | 'skipped';
  /** The arithmetic, with units. */
  readonly text: string;
}

export const check = (code: CheckCode, ok: boolean, text: string): Check => ({
  code,
  state: ok ? 'ok' : 'fails',
  text,
});
