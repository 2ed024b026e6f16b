import { engineCommand } from '../../adapters/inference/engine-command.ts';
import type { Diagnosis } from '../../domain/deployment/diagnose/diagnosis.ts';
import { loggedServer } from '../../domain/deployment/diagnose/logged-server.ts';
import { nextRepair } from '../../domain/deployment/repair/next-repair.ts';
import type { ServedDeployment } from '../../domain/suite/config-run.ts';
import { hostDeployedDir } from '../../settings/host-folders.ts';
import type { Settings } from '../../settings/settings.ts';
import { DeployedServers } from './deployed-servers.ts';
import type { ServerLog } from './find-log.ts';

/** What the repair ladder would start in place of a server that ended. */
interface NextStart {
  readonly code: string;
  /** In words of the flags: `--max-model-len 32768`. */
  readonly from: string;
  readonly to: string;
  /** The whole command line. */
  readonly command: readonly string[];
}

/** The next start, or why there is none to show. */
export type NextStep =
  | { readonly start: NextStart }
  | { readonly start: undefined; readonly why: string };

const PROGRAMS = { vllm: 'vllm', 'tensorrt-llm': 'trtllm-serve' } as const;
const PORT = 8000;

/** @param deployed as `deploy up` recorded it; else the log has to say how it was started */
export function nextStep(
  diagnosis: Diagnosis,
  log: string,
  deployed: ServedDeployment | undefined,
  contextMin: number,
): NextStep {
  const without = (why: string): NextStep => ({ start: undefined, why });
  if (diagnosis.repairs.length === 0) return without('only a person can mend this');
  const logged = deployed === undefined ? loggedServer(log) : undefined;
  const deployment = deployed ?? logged?.deployment;
  if (deployment === undefined) return without('the log does not say with which flags it started');
  if (logged?.isContextKnown === false && diagnosis.repairs.includes('shorter-context')) {
    return without('the log does not say how long its context is');
  }
  const bounds = { contextMin, fallbacks: [], stepsMax: 1 };
  const repaired = nextRepair(deployment, diagnosis, [], bounds);
  if (repaired === undefined) {
    return without(`no flag is left to change (the context stays at ${contextMin} tokens or more)`);
  }
  const { code, from, to } = repaired.step;
  return { start: { code, from, to, command: commandOf(repaired.deployment) } };
}

/** What `deploy up` started under the id; undefined for a log that is no server's of this host. */
export async function deployedAs(
  { deploymentId }: ServerLog,
  host: string,
  settings: Settings,
): Promise<ServedDeployment | undefined> {
  const listed = await new DeployedServers(hostDeployedDir(settings, host)).list();
  const spec = listed.find((each) => each.deploymentId === deploymentId)?.spec;
  return spec?.engine === 'vllm' || spec?.engine === 'tensorrt-llm' ? spec : undefined;
}

/** As a process would be started, by hand and on the default port. */
const commandOf = (deployment: ServedDeployment): readonly string[] =>
  engineCommand({ ...deployment, launcher: 'process' }, PROGRAMS[deployment.engine])(PORT);
