import { AUTO_HOST, type ConfigInput } from '../src/contracts/suite-input.ts';
import { HOST_WAIT_MINUTES } from '../src/domain/deployment/lease/away-host.ts';
import type { HostPatience } from '../src/domain/suite/config-run.ts';

/** A host that is named is waited for as long as it takes, unless the config says how long. */
export function resolvePatience({
  host,
  host_wait_minutes: minutes,
}: ConfigInput): HostPatience | undefined {
  const mayMove = host === AUTO_HOST;
  if (minutes === undefined && !mayMove) return undefined;
  return { minutes: minutes ?? HOST_WAIT_MINUTES, mayMove };
}
