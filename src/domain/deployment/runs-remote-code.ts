import type { ServedDeployment } from '../suite/config-run.ts';

const TRUST_FLAGS = ['--trust-remote-code', '--trust_remote_code'];

/** Whether a deployment lets its checkpoint run code. */
export const runsRemoteCode = ({ flags }: Pick<ServedDeployment, 'flags'>): boolean =>
  flags.some((flag) => TRUST_FLAGS.includes(flag));
