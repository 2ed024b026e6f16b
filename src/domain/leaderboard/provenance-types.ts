import type { DatasetType } from '../dataset/task.ts';
import type { RepairStep } from '../deployment/repair/repair-step.ts';
import type { DeploymentState } from '../suite/artifact-keys.ts';
import type { ConfigPlacement, HostChange } from '../suite/config-run.ts';
import type { TaskManifest } from './records.ts';

/** Where and with what the report was computed; the caller reads it from its surroundings. */
export interface RunEnvironment {
  readonly durabenchVersion: string;
  /** Null outside a git checkout. */
  readonly gitRevision: string | null;
  readonly nodeVersion: string;
  readonly platform: string;
  readonly cpuModel: string;
  readonly cpuCores: number;
}

interface DeploymentEvent {
  readonly deploymentId: string;
  readonly epoch: number;
  readonly state: DeploymentState;
  readonly reason: string | null;
  readonly at: string;
}

/** What an engine of ours answered when it was brought up. */
export interface ServerMeasurement {
  readonly deploymentId: string;
  readonly contextTokens?: number;
  /** Of one streamed answer alone, as is the speed. */
  readonly firstTokenMs?: number;
  readonly tokensPerSecond?: number;
  readonly forcedToolCall?: boolean;
  readonly spontaneousToolCalls?: { readonly made: number; readonly of: number };
  /** ISO 8601. */
  readonly at: string;
}

/** What became of the server of a judge that has one of its own. */
interface JudgeServer {
  readonly deployments: readonly DeploymentEvent[];
  readonly measured: readonly ServerMeasurement[];
}

/** One step that made a server start, or run on, with other settings than configured. */
export interface RepairRemark extends RepairStep {
  readonly server: 'model' | 'judge';
  /** Of what was served after it. */
  readonly deploymentId: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface Provenance extends RunEnvironment {
  readonly seeds: {
    /** Null: the sample was drawn without a seed. */
    readonly sampling: number | null;
    readonly datasets: readonly { readonly dataset: DatasetType; readonly seed: number }[];
    readonly intervals: number;
  };
  /** Times every task was run. */
  readonly repeats: number;
  readonly datasets: TaskManifest['datasets'];
  /** Of a config that left its host to us. */
  readonly placement?: ConfigPlacement;
  /** Ids the endpoints said they serve. */
  readonly listedModels: readonly string[];
  /** Ids the endpoints answered as, with the number of answers. */
  readonly answeredModels: readonly { readonly model: string; readonly tasks: number }[];
  readonly deployments: readonly DeploymentEvent[];
  /** Absent for a config that ran where it was planned. */
  readonly moves?: readonly HostChange[];
  /** Absent where no server was measured. */
  readonly servers?: readonly ServerMeasurement[];
  /** Absent where the judge has no server of its own. */
  readonly judgeServer?: JudgeServer;
  /** In the order taken, a judge's last; absent where none was. */
  readonly repairs?: readonly RepairRemark[];
  /** Tasks were answered under more than one deployment: the engine's flags changed midway. */
  readonly mixedDeployment: boolean;
  /** An endpoint answered as another model than the one configured. */
  readonly modelMismatch: boolean;
}
