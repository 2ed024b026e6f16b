import { runsRemoteCode } from '../../domain/deployment/runs-remote-code.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { ServedDeployment } from '../../domain/suite/config-run.ts';

/** What whoever starts a worker, or a server by hand, gives to those who use it. */
export interface GrantedPower {
  readonly allowCommand: boolean;
  /** Checkpoints whose own code may run. */
  readonly trustRemoteCode: readonly string[] | 'any';
}

export const trustsCode = (
  { trustRemoteCode }: Pick<GrantedPower, 'trustRemoteCode'>,
  checkpoint: string,
): boolean => trustRemoteCode === 'any' || trustRemoteCode.includes(checkpoint);

/**
 * A host keeps its own rules, whatever was planned elsewhere.
 * @throws ConfigurationError naming the option of its worker
 */
export function refuseUngranted(spec: ServedDeployment, granted: GrantedPower): void {
  if (spec.recipe === undefined && !granted.allowCommand) {
    throw new ConfigurationError(
      `this host starts no deployment of ${spec.checkpoint} that is no recipe: start its worker with --allow-command, or use a recipe`,
    );
  }
  if (runsRemoteCode(spec) && !trustsCode(granted, spec.checkpoint)) {
    throw new ConfigurationError(
      `this host lets ${spec.checkpoint} run no code of its own: start its worker with --trust-remote-code ${spec.checkpoint}`,
    );
  }
}
