import type { DeploymentSpec } from '../../domain/suite/config-run.ts';
import type { InferenceServer, ServerHealth } from './inference-server.ts';

export type RemoteSpec = Extract<DeploymentSpec, { baseUrl: string }>;

/** Servers of others are asked rarely: their model lists may count against a rate limit. */
const LOOK_INTERVAL_MS = 30_000;

export interface RemoteOptions {
  /** Holds the API keys; read at every use. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly lookIntervalMs?: number;
}

/** What has to be known of an endpoint. All failures are `DeploymentError`. */
export interface RemoteProbe<Spec extends RemoteSpec> {
  /** Resolves when anything answers there, whatever it says. */
  readonly reach: (spec: Spec, signal: AbortSignal) => Promise<void>;
  /** Proof that it serves the model. */
  readonly verify: (spec: Spec, signal: AbortSignal) => Promise<ServerHealth>;
}

/** An endpoint that someone else runs: found and verified, never started or stopped. */
export function createRemoteServer<Spec extends RemoteSpec>(
  { reach, verify }: RemoteProbe<Spec>,
  lookIntervalMs = LOOK_INTERVAL_MS,
): InferenceServer<Spec> {
  const aliveAtMs = new Map<string, number>();
  return {
    async ensure({ spec }, signal) {
      await reach(spec, signal);
      return { baseUrl: spec.baseUrl, model: spec.model, adopted: true };
    },
    awaitHealthy: (_, { spec }, signal) => verify(spec, signal),
    async check(_, { spec }, signal) {
      const lastMs = aliveAtMs.get(spec.baseUrl);
      if (lastMs !== undefined && performance.now() - lastMs < lookIntervalMs)
        return { alive: true };
      aliveAtMs.delete(spec.baseUrl);
      try {
        await reach(spec, signal);
      } catch (error) {
        signal.throwIfAborted();
        return { alive: false, reason: (error as Error).message };
      }
      aliveAtMs.set(spec.baseUrl, performance.now());
      return { alive: true };
    },
    release: async () => ({ stopped: false }),
  };
}
