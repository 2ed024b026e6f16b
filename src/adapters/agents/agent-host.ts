import type { AgentSpec } from '../../domain/suite/config-run.ts';
import type { Liveness } from '../inference/inference-server.ts';

export interface AgentRequest {
  /** Names the agent process on its host: one per config run. */
  readonly agentId: string;
  readonly spec: AgentSpec;
  readonly holder: string;
  /** The model endpoint (…/v1) the agent is to use; absent for reference agents. */
  readonly modelBaseUrl?: string;
  /** For the oracles: the config's tasks as JSON lines `{question, answer, wrongAnswer}`. */
  readonly answersFile?: string;
}

export interface RunningAgent {
  readonly url: string;
  readonly pid?: number;
  readonly adopted: boolean;
}

/** Starts, watches and stops agents on this host. Same rules as `InferenceServer`. */
export interface AgentHost {
  /** Resolves when the agent serves its card. @throws DeploymentError */
  ensure(request: AgentRequest, signal: AbortSignal): Promise<RunningAgent>;
  check(agent: RunningAgent, request: AgentRequest, signal: AbortSignal): Promise<Liveness>;
  release(request: AgentRequest): Promise<{ readonly stopped: boolean }>;
}
