import type { Cause } from './diagnosis.ts';

/** Served, and useless: every answer is empty, and only a warning says why. */
export const WEIGHTS_IN_ANOTHER_TYPE: Cause = {
  code: 'weights-in-another-type',
  title: 'weights were loaded into another number type: answers may be empty',
  patterns: [/Attempted to load weight .* with dtype .* into parameter with dtype/],
  remedy: 'remove the quantization from config.json, or use weights that are stored so',
  repairs: [],
};

/** Asked to end. What stands behind it in the log, EngineDeadError too, is no failure. */
export const CLEAN_SHUTDOWN: Cause = {
  code: 'clean-shutdown',
  title: 'it was asked to stop; errors after that are no failure',
  patterns: [/trigger received signal=SIG(?:TERM|INT)/, /API server: shutdown triggered/],
  remedy: 'nothing: find out who stopped it, if it was not durabench',
  repairs: [],
};

/** Some process is gone, and the log does not say why. */
export const LOST_CAUSES: readonly Cause[] = [
  {
    code: 'worker-died',
    title: 'a worker process died',
    patterns: [/Worker proc \S+ died unexpectedly/],
    remedy: 'exit code -9 is the kernel: look for "Out of memory" in dmesg; vLLM then exits with 0',
    repairs: [],
  },
  {
    code: 'engine-died',
    title: 'the engine process died',
    patterns: [/engine core exited unexpectedly/, /EngineDeadError/],
    remedy: 'look for "Out of memory" in dmesg, and for GPU faults (Xid) there',
    repairs: [],
  },
];
