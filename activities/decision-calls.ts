import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { getJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { mapBounded } from '../src/adapters/artifacts/map-bounded.ts';
import { type Outcome, ReplySchema } from '../src/contracts/records.ts';
import { addUsage, UNKNOWN_USAGE } from '../src/domain/agent/usage.ts';
import { quantile } from '../src/domain/statistics/quantile.ts';
import { episodesPrefix } from '../src/domain/suite/artifact-keys.ts';
import { costUsd, type Price } from '../src/domain/suite/price.ts';
import { countCalls } from './count-calls.ts';

type CallFacts = Pick<
  Outcome,
  | 'intents'
  | 'redundantCalls'
  | 'usage'
  | 'costUsd'
  | 'answeredModel'
  | 'latencyMs'
  | 'deploymentId'
>;

/** What the decisions of a task took in one round: sums, and the median latency of a decision. */
export async function decisionCalls(
  store: ArtifactStore,
  taskDir: string,
  round: number,
  price: Price | undefined,
): Promise<CallFacts> {
  const keys = await store.list(episodesPrefix(taskDir));
  const own = keys.filter((key) => key.includes(`/r${round}/`) || key.endsWith('/lost.json'));
  const replyKeys = own.filter((key) => key.endsWith('/reply.json'));
  let usage = UNKNOWN_USAGE;
  let cost: number | null = null;
  let first: { readonly answeredModel: string | null; readonly deploymentId?: string } | undefined;
  const latencies: number[] = [];
  for (const reply of await mapBounded(replyKeys, (key) => getJson(store, key, ReplySchema))) {
    usage = addUsage(usage, reply.usage);
    const paid = costUsd(reply.usage, price);
    if (paid !== null) cost = (cost ?? 0) + paid;
    latencies.push(reply.latencyMs);
    first ??= reply;
  }
  const median = quantile(Float64Array.from(latencies).sort(), 0.5);
  return {
    ...countCalls(own),
    usage,
    costUsd: cost,
    answeredModel: first?.answeredModel ?? null,
    latencyMs: median ?? null,
    ...(first?.deploymentId !== undefined && { deploymentId: first.deploymentId }),
  };
}
