import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

/** Records of the model servers and agents that workers of the host started. */
export const hostProcessesDir = ({ dataRoot }: Settings, host: string): string =>
  join(dataRoot, 'hosts', host, 'processes');

/** Records of the containers that serve models on the host. */
export const hostContainersDir = ({ dataRoot }: Settings, host: string): string =>
  join(dataRoot, 'hosts', host, 'containers');

/** Records of the model servers that `durabench deploy up` started on the host. */
export const hostDeployedDir = ({ dataRoot }: Settings, host: string): string =>
  join(dataRoot, 'hosts', host, 'deployed');

/** Hosts with records in the data root; those of other machines too when they share it. */
export function recordedHosts({ dataRoot }: Settings): readonly string[] {
  const dir = join(dataRoot, 'hosts');
  return existsSync(dir) ? readdirSync(dir) : [];
}
