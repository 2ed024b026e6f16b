import type { ServedDeployment } from '../suite/config-run.ts';

/**
 * The name that an engine serves a checkpoint under when it is told no other. trtllm-serve cannot
 * be told: of a folder it lists the last part, of a hub repository all of it. For vLLM we do the same.
 */
export const servedName = ({ checkpoint }: Pick<ServedDeployment, 'checkpoint'>): string =>
  checkpoint.startsWith('/')
    ? (checkpoint.replace(/\/+$/, '').split('/').at(-1) ?? '')
    : checkpoint;
