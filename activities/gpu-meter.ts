import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import type { GpuUsageRecord } from '../src/contracts/gpu-usage-record.ts';
import {
  type GpuSample,
  integrateUsage,
  latestSamples,
} from '../src/domain/deployment/telemetry/gpu-usage.ts';
import { gpuCount } from '../src/domain/deployment/telemetry/held-gpus.ts';
import { configRoot, serverKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigScope } from './contract.ts';
import type { ServerOfConfig } from './server-records.ts';

/** How the GPUs of a host are looked at. */
export interface GpuTelemetry {
  /** One look at the first `gpus` of them; none where nothing can be seen. Without it only time is kept. */
  readonly sample?: (
    gpus: number,
    atMs: number,
    signal: AbortSignal,
  ) => Promise<readonly GpuSample[]>;
  readonly sampleMs: number;
  /** What is not kept yet is lost with the worker. */
  readonly keepMs: number;
}

export const GPU_TELEMETRY: GpuTelemetry = { sampleMs: 15_000, keepMs: 5 * 60_000 };

/** Looks that were late are still one series; more was not watched. */
const GAPS_MAX = 3;

type Measured = Pick<GpuUsageRecord, 'from' | 'to' | 'energyWh' | 'powerGpuHours' | 'memoryMibMax'>;

/** Measures what servers take of their GPUs while they are waited for and watched. */
export class GpuMeters {
  readonly #store: ArtifactStore;
  readonly #telemetry: GpuTelemetry;
  /** Ends a meter and keeps its last span, by the folder that it writes to. */
  readonly #ends = new Map<string, () => Promise<void>>();

  constructor(store: ArtifactStore, telemetry: GpuTelemetry) {
    this.#store = store;
    this.#telemetry = telemetry;
  }

  /** Does the work, and keeps meanwhile what the server takes. Measuring never fails it. */
  async during<T>(
    scope: ConfigScope,
    { configId, request: { deploymentId, spec } }: ServerOfConfig,
    work: () => Promise<T>,
  ): Promise<T> {
    const gpus = gpuCount(spec);
    if (gpus === undefined) return work();
    const keys = usageKeys(scope, configId);
    const keep = async (measured: Measured): Promise<void> => {
      const record: GpuUsageRecord = { schemaVersion: 1, deploymentId, gpus, ...measured };
      await putJson(this.#store, keys.usage(scope.scope.generation, measured.to), record);
    };
    const over = new AbortController();
    const metering = meter(gpus, this.#telemetry, keep, over.signal).catch(() => undefined);
    const end = async (): Promise<void> => {
      over.abort();
      await metering;
    };
    this.#ends.set(keys.usages, end);
    try {
      return await work();
    } finally {
      await end();
      if (this.#ends.get(keys.usages) === end) this.#ends.delete(keys.usages);
    }
  }

  /** A watch hears seconds late that it is cancelled: its config is reported on before that. */
  async end(scope: ConfigScope, configId: string): Promise<void> {
    await this.#ends.get(usageKeys(scope, configId).usages)?.();
  }
}

const usageKeys = ({ scope }: ConfigScope, configId: string) =>
  serverKeys(configRoot(scope.root, configId), scope.phase);

async function meter(
  gpus: number,
  telemetry: GpuTelemetry,
  keep: (measured: Measured) => Promise<void>,
  over: AbortSignal,
): Promise<void> {
  let fromMs = Date.now();
  let samples = await look(gpus, telemetry, over);
  for (let isOver = false; !isOver; ) {
    await sleep(telemetry.sampleMs, undefined, { signal: over }).catch(() => undefined);
    isOver = over.aborted;
    if (!isOver) samples = [...samples, ...(await look(gpus, telemetry, over))];
    const nowMs = Date.now();
    if (!isOver && nowMs - fromMs < telemetry.keepMs) continue;
    // A full disk costs these minutes, not the watch.
    await keep(measure(fromMs, nowMs, samples, telemetry.sampleMs)).catch(() => undefined);
    fromMs = nowMs;
    samples = latestSamples(samples);
  }
}

/** A look that hangs, as nvidia-smi does when a GPU has fallen off the bus, is given up. */
async function look(
  gpus: number,
  { sample, sampleMs }: GpuTelemetry,
  over: AbortSignal,
): Promise<readonly GpuSample[]> {
  const patience = AbortSignal.any([over, AbortSignal.timeout(sampleMs)]);
  const givenUp = new Promise<readonly GpuSample[]>((resolve) => {
    patience.addEventListener('abort', () => resolve([]), { once: true });
  });
  if (sample === undefined || patience.aborted) return [];
  const looking = sample(gpus, Date.now(), patience).catch(() => []);
  return Promise.race([looking, givenUp]);
}

function measure(
  fromMs: number,
  toMs: number,
  samples: readonly GpuSample[],
  sampleMs: number,
): Measured {
  const withPower = samples.filter(({ powerW }) => powerW !== undefined);
  const { energyWh, gpuHours: powerGpuHours } = integrateUsage(withPower, GAPS_MAX * sampleMs);
  const { memoryMibMax } = integrateUsage(samples, 0);
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    ...(energyWh !== undefined && { energyWh, powerGpuHours }),
    ...(memoryMibMax !== undefined && { memoryMibMax }),
  };
}
