import { join } from 'node:path';
import type { Settings } from './settings.ts';

/** Records of the model servers and agents that workers of the host started. */
export const hostProcessesDir = ({ dataRoot }: Settings, host: string): string =>
  join(dataRoot, 'hosts', host, 'processes');
