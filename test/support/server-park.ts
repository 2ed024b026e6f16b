import type {
  InferenceServer,
  Liveness,
  RunningServer,
  ServerHealth,
  ServerRequest,
} from '../../src/adapters/inference/inference-server.ts';

export interface ServedInterval {
  readonly model: string;
  readonly deploymentId: string;
  readonly fromMs: number;
  /** Absent while it serves. */
  toMs?: number;
}

/** All model servers of one host, without processes. Remembers which served when. */
export class ServerPark implements InferenceServer {
  readonly intervals: ServedInterval[] = [];
  /** Servers at once, at most. */
  together = 0;

  async ensure({ deploymentId, spec: { model } }: ServerRequest): Promise<RunningServer> {
    const adopted = this.#open(deploymentId) !== undefined;
    if (!adopted) this.intervals.push({ model, deploymentId, fromMs: Date.now() });
    this.together = Math.max(this.together, this.running.length);
    return { baseUrl: `http://${model}.invalid/v1`, model, adopted };
  }

  async awaitHealthy({ model }: RunningServer): Promise<ServerHealth> {
    return { models: [model], firstTokensMs: 1 };
  }

  async check(_server: RunningServer, { deploymentId }: ServerRequest): Promise<Liveness> {
    const alive = this.#open(deploymentId) !== undefined;
    return alive ? { alive } : { alive, reason: 'it was stopped' };
  }

  async release({ deploymentId }: ServerRequest): Promise<{ stopped: boolean }> {
    const interval = this.#open(deploymentId);
    if (interval !== undefined) interval.toMs = Date.now();
    return { stopped: interval !== undefined };
  }

  /** Models that are served now. */
  get running(): readonly string[] {
    return this.intervals.filter(({ toMs }) => toMs === undefined).map(({ model }) => model);
  }

  #open(deploymentId: string): ServedInterval | undefined {
    return this.intervals.find(
      (interval) => interval.deploymentId === deploymentId && interval.toMs === undefined,
    );
  }
}
