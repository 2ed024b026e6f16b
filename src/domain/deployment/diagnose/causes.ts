import { CLIENT_CAUSES } from './client-causes.ts';
import { CLEAN_SHUTDOWN, LOST_CAUSES, WEIGHTS_IN_ANOTHER_TYPE } from './consequences.ts';
import type { Cause } from './diagnosis.ts';
import { FLAG_CAUSES } from './flag-causes.ts';
import { MEMORY_CAUSES, RUNTIME_OUT_OF_MEMORY } from './memory-causes.ts';
import { MODEL_CAUSES } from './model-causes.ts';
import { SOFTWARE_CAUSES } from './software-causes.ts';

/** Each explains a failure by itself; of two that a line matches, the earlier one is it. */
export const ROOT_CAUSES: readonly Cause[] = [
  ...SOFTWARE_CAUSES,
  ...MEMORY_CAUSES,
  ...FLAG_CAUSES,
  ...MODEL_CAUSES,
  ...CLIENT_CAUSES,
];

export const ALL_CAUSES: readonly Cause[] = [
  ...ROOT_CAUSES,
  RUNTIME_OUT_OF_MEMORY,
  WEIGHTS_IN_ANOTHER_TYPE,
  CLEAN_SHUTDOWN,
  ...LOST_CAUSES,
];
