import type { DeploymentSpec } from '../../domain/suite/config-run.ts';

export interface ServerRequest<Spec extends DeploymentSpec = DeploymentSpec> {
  readonly deploymentId: string;
  readonly spec: Spec;
  /** Who needs the server: a config run's workflow id. It runs while anyone holds it. */
  readonly holder: string;
}

export interface RunningServer {
  /** OpenAI-compatible and ending in /v1, unless the engine speaks another API. */
  readonly baseUrl: string;
  readonly model: string;
  /** Absent for a server that is not ours. */
  readonly pid?: number;
  /** True when a server of the same spec was already there. */
  readonly adopted: boolean;
  /** ISO 8601, of a server that we started: tells this start from a later one. */
  readonly startedAt?: string;
}

export interface ServerHealth {
  /** Ids the endpoint lists. */
  readonly models: readonly string[];
  readonly firstTokensMs: number;
  /** Tokens of a sequence, as the engine says. */
  readonly contextTokens?: number;
  /** Of a streamed answer. */
  readonly firstTokenMs?: number;
  /** Of one answer alone, after its first token. */
  readonly tokensPerSecond?: number;
  /** A tool call that was demanded came back as one. */
  readonly forcedToolCall?: boolean;
  /** Questions that a tool would answer, and how many the model answered by calling it. */
  readonly spontaneousToolCalls?: { readonly made: number; readonly of: number };
}

export type Liveness =
  | { readonly alive: true }
  | { readonly alive: false; readonly reason: string };

/** One engine that serves models. vLLM, TensorRT-LLM, the CPU engine and external endpoints alike. */
export interface InferenceServer<Spec extends DeploymentSpec = DeploymentSpec> {
  /**
   * Starts the server, or adopts the one of equal spec, and adds the holder. A dead one is replaced.
   * @throws DeploymentError, retryable unless the spec itself cannot work.
   */
  ensure(request: ServerRequest<Spec>, signal: AbortSignal): Promise<RunningServer>;
  /**
   * Resolves when the endpoint lists the model and has completed one real request for it.
   * @throws DeploymentError when it dies first or answers as another model.
   */
  awaitHealthy(
    server: RunningServer,
    request: ServerRequest<Spec>,
    signal: AbortSignal,
  ): Promise<ServerHealth>;
  /** One cheap look: the process and its health endpoint. */
  check(
    server: RunningServer,
    request: ServerRequest<Spec>,
    signal: AbortSignal,
  ): Promise<Liveness>;
  /** The end of its log; engines that run elsewhere have none. */
  log?(request: ServerRequest<Spec>): Promise<string>;
  /** Drops the holder; stops the server with the last one. A server already gone is no error. */
  release(request: ServerRequest<Spec>): Promise<{ readonly stopped: boolean }>;
}
